import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { InCatalogue } from '../../kernel/graphql/catalogue.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { toOutcomeType } from '../../kernel/graphql/outcome.type.js';
import type { Done } from '../../kernel/graphql/payload.js';
import { answer } from '../../kernel/graphql/payload.js';
import { derivedId, isId } from '../../kernel/id.js';
import type { Once } from '../../kernel/idempotency.js';
import { refuse } from '../../kernel/refusal.js';
import type { Sql } from '../../kernel/database.js';
import type { WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import { findMember, needMember } from '../members/index.js';
import { MemberRefInput } from '../members/members.types.js';
import { ownerOfTransfer, reverse, spend } from './operations.js';
import { earnOrAsk } from './points.approvals.js';
import type { PointsPayload } from './points.types.js';
import {
  PointsEarnPayload,
  PointsInput,
  PointsReversePayload,
  PointsSpendPayload,
  WalletType,
} from './points.types.js';
import { walletTypes } from './wallet-type.js';

const KEY = 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.';
const DRY_RUN = 'Says what would happen and keeps nothing.';

@Resolver()
export class PointsResolver {
  @Query(() => [WalletType], { description: 'The wallets of the program.' })
  @Access({ brand: 'program:read', member: true, publishable: true })
  @InCatalogue()
  wallets(@Ctx() context: RequestContext): readonly WalletType[] {
    return walletTypes(context);
  }

  @Mutation(() => PointsEarnPayload, {
    description:
      'Gives points outside the rules. More than 10,000 at once an operator only asks for: somebody else approves.',
  })
  @Access({ brand: 'points:earn' })
  pointsEarn(
    @Arg('member', () => MemberRefInput, { description: 'Whom.' }) member: MemberRefInput,
    @Arg('input', () => PointsInput, { description: 'What.' }) input: PointsInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsEarnPayload> {
    const { brandId } = context.caller;
    const { wallet, amount, reason } = input;
    return answer(context, () =>
      move(
        context,
        { mutation: 'pointsEarn', key, input: { member, input } },
        isDryRun,
        (sql) => needMember(sql, context.caller, member),
        (session, memberId) => earnOrAsk(session, { memberId, brandId, wallet, amount, reason }),
      ),
    );
  }

  @Mutation(() => PointsSpendPayload, { description: 'Takes points the member pays with, those that die first first.' })
  @Access({ brand: 'points:spend' })
  pointsSpend(
    @Arg('member', () => MemberRefInput, { description: 'Whose.' }) member: MemberRefInput,
    @Arg('input', () => PointsInput, { description: 'What.' }) input: PointsInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsSpendPayload> {
    const { brandId } = context.caller;
    const { wallet, amount, reason } = input;
    return answer(context, () =>
      move(
        context,
        { mutation: 'pointsSpend', key, input: { member, input } },
        isDryRun,
        (sql) => needMember(sql, context.caller, member),
        (session, memberId) => spend(session, { memberId, brandId, wallet, amount, reason }),
      ),
    );
  }

  @Mutation(() => PointsReversePayload, {
    description:
      'Reverses one earning or spending, whole and once: takes back what was given, gives back what was taken.',
  })
  @Access({ brand: 'points:reverse' })
  pointsReverse(
    @Arg('transferId', () => ID, { description: 'The ledger entry to reverse.' }) transferId: string,
    @Arg('reason', () => String, { description: "Why, for the member's ledger: at most 120 characters." })
    reason: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsReversePayload> {
    const { brandId } = context.caller;
    return answer(context, () =>
      move(
        context,
        { mutation: 'pointsReverse', key, input: { transferId, reason } },
        isDryRun,
        (sql) => ownerSeenBy(sql, context, transferId),
        (session, memberId) => reverse(session, { memberId, brandId, transferId, reason }),
      ),
    );
  }
}

/** One movement in one unit of work: finds the member, locks it, lets it happen and tells what came of it. */
async function move<P extends PointsPayload>(
  { caller, session: { house } }: RequestContext,
  once: Once,
  isDryRun: boolean,
  findMember: (sql: Sql) => Promise<string>,
  act: (session: WriteSession, memberId: string) => string | Promise<string>,
): Promise<Done<P>> {
  const written = await write(
    house,
    { caller, once, isDryRun, members: async (sql) => [await findMember(sql)] },
    async (session) => {
      const [memberId = ''] = session.members.keys();
      return { memberId, activityId: await act(session, memberId) };
    },
  );
  const { memberId, activityId } = written.value;
  const recorded = written.results.get(activityId);
  return {
    member: { id: memberId },
    outcome: recorded && 'outcome' in recorded ? toOutcomeType(recorded.outcome) : null,
    ...outcomeIds(activityId, isDryRun),
    replayed: written.isReplay,
  } as unknown as Done<P>;
}

/** What was written: the entry, or the request for an approval. */
function outcomeIds(id: string, isDryRun: boolean): { transferId: string | null; approval: { id: string } | null } {
  const isAsked = isId(id, 'apr');
  return {
    transferId: isDryRun || isAsked ? null : firstTransfer(id),
    approval: isAsked && !isDryRun ? { id } : null,
  };
}

/** The effect a mutation asks for itself is the first thing that follows from its activity. */
function firstTransfer(activityId: string): string {
  return derivedId(activityId, 1, 'trf');
}

/** The member of a transfer. Refuses NOT_FOUND for a transfer that is not there and for a member the caller may not see alike. */
async function ownerSeenBy(sql: Sql, { caller }: RequestContext, transferId: string): Promise<string> {
  const owner = await ownerOfTransfer({ sql }, transferId);
  const seen = owner === null ? null : await findMember(sql, caller, { id: owner });
  return seen ?? refuse('NOT_FOUND', { what: 'transfer' }, ['transferId']);
}
