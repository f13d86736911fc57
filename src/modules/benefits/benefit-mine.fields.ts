import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { windowOf } from '../../kernel/caller.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load } from '../../kernel/graphql/loaders.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { groupBy } from '../../kernel/group.js';
import { marks } from '../../kernel/rows.js';
import { TierType } from '../tiers/tiers.types.js';
import { brandIdOf } from './benefit-list.js';
import { benefitsOf, benefitType, isSeen, offeredIn } from './benefit-type.js';
import { BenefitAction, BenefitType } from './benefits.types.js';
import type { Offered } from './compile.js';
import { earliestOf, roomUnder } from './limits.js';
import { actionsOn, OPEN } from './offers.js';
import { leftOf } from './stock-left.js';

interface Issued {
  readonly benefit: string;
  readonly issuedAt: number;
}

/** What limits leave to the member that asks, by benefit: one statement for a whole list. */
const rooms: Loading<string, number> = {
  async read(context, codes) {
    const { session, caller } = context;
    const { zone, benefits } = benefitsOf(session.house.programs.current());
    const limitsOf = (code: string) => benefits.get(code)?.limits ?? [];
    const since = Math.max(0, Math.min(...codes.map((code) => earliestOf(limitsOf(code), session.now, zone))));
    const text = `SELECT benefit, issuedAt FROM grants WHERE memberId = ? AND benefit IN ${marks(codes)} AND issuedAt >= ? AND status <> 'revoked'`;
    const had = groupBy(await session.sql.rows<Issued>(text, [caller.memberId ?? '', ...codes, since]), ({ benefit }) => benefit); // prettier-ignore
    const issuedAts = (code: string) => (had.get(code) ?? []).map(({ issuedAt }) => issuedAt);
    return new Map(codes.map((code) => [code, roomUnder(limitsOf(code), issuedAts(code), session.now, zone).left]));
  },
};

/** Asked along with everything else of a catalogue: who is no member is told nothing. */
const CATALOGUE = { brand: 'catalogue:read', member: true, publishable: true } as const;

/** What a benefit is to the member that asks. */
@Resolver(() => BenefitType)
export class BenefitMineFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many more the member that asks may get by the limits now; null for who is no member, where there is no limit, and where the limit is of another brand than the one whose token this is.',
  })
  @Access(CATALOGUE)
  remainingForMe(@Root() { code }: BenefitType, @Ctx() context: RequestContext): Promise<number | null> {
    return remaining(context, offeredIn(context, code));
  }

  @FieldResolver(() => [BenefitAction], {
    nullable: true,
    description: 'What the member that asks may do about it now, by its status, stock and limits. Who may have it is looked at when it is done: `dryRun` says it before. Null for who is no member.',
  })
  @Access(CATALOGUE)
  async availableActions(@Root() { code }: BenefitType, @Ctx() context: RequestContext): Promise<readonly (keyof typeof BenefitAction)[] | null> {
    const offered = offeredIn(context, code);
    if (!offered || context.caller.memberId === null) return null;
    const [room, stock] = await Promise.all([remaining(context, offered), leftIn(context, offered)]);
    return actionsOn(offered, { room, stock, now: context.session.now });
  }
} // prettier-ignore

async function remaining(context: RequestContext, offered: Offered | undefined): Promise<number | null> {
  if (!offered || offered.limits.length === 0 || context.caller.memberId === null) return null;
  const window = windowOf(context.caller);
  if (window !== null && window !== brandIdOf(context, offered)) return null;
  return (await load(context, rooms, offered.code)) ?? null;
}

async function leftIn(context: RequestContext, { code, stock }: Offered): Promise<number | null> {
  return stock.kind === 'unlimited' ? null : ((await load(context, leftOf, code)) ?? 0);
}

@Resolver(() => TierType)
export class TierBenefitsFields {
  @FieldResolver(() => [BenefitType], { nullable: true, description: 'What standing on it brings, in the order of the program, as far as it can be had.' })
  @Access(CATALOGUE)
  benefits(@Root() { code }: TierType, @Ctx() context: RequestContext): BenefitType[] {
    const all = [...benefitsOf(context.session.house.programs.current()).benefits.values()];
    const shown = all.filter((each) => each.tiers.includes(code) && OPEN.includes(each.status));
    return shown.filter((each) => isSeen(context, each)).map((each) => benefitType(context, each));
  }
} // prettier-ignore
