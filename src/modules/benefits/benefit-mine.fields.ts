import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { TierType } from '../tiers/tiers.types.js';
import { benefitsOf, benefitType, isSeen } from './benefit-type.js';
import { BenefitAction, BenefitType } from './benefits.types.js';
import { OPEN } from './offers.js';
import { actionsFor, remainingFor } from './offers/mine.js';

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
  remainingForMe(@Root() benefit: BenefitType, @Ctx() context: RequestContext): Promise<number | null> {
    return remainingFor(context, benefit);
  }

  @FieldResolver(() => [BenefitAction], {
    nullable: true,
    description: 'What the member that asks, or that it is offered to, may do about it now and would not be refused: it may have it, within its limits, there is one left or something that stands in for it, and it has the points. Null for who is no member.',
  })
  @Access(CATALOGUE)
  availableActions(@Root() benefit: BenefitType, @Ctx() context: RequestContext): Promise<readonly (keyof typeof BenefitAction)[] | null> {
    return actionsFor(context, benefit);
  }
} // prettier-ignore

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
