import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MutationError } from '../../kernel/graphql/errors.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import type { NoWorth } from './basket/worth.js';
import { BenefitType } from './benefits.types.js';
import type { GrantStatus } from './grants.js';
import { GrantStatusName } from './grants.types.js';

export const NoWorthName = { NOTHING_IN_SCOPE: 'NOTHING_IN_SCOPE', BELOW_THRESHOLD: 'BELOW_THRESHOLD', NO_SHIPPING: 'NO_SHIPPING', NOTHING_CHEAPER: 'NOTHING_CHEAPER', IN_KIND: 'IN_KIND' } as const satisfies Record<string, NoWorth>; // prettier-ignore

registerEnumType(NoWorthName, {
  name: 'NoWorth',
  description: 'Why a benefit takes nothing off a basket.',
  valuesConfig: {
    NOTHING_IN_SCOPE: { description: 'It is for other things than those in the basket.' },
    BELOW_THRESHOLD: { description: 'What it counts does not come to the amount it asks for; `missingMinor` says what is missing.' },
    NO_SHIPPING: { description: 'There is no delivery to pay.' },
    NOTHING_CHEAPER: { description: "The prices are not above the member's." },
    IN_KIND: { description: 'It is not money: it may be used all the same.' },
  },
}); // prettier-ignore

@ObjectType('Worth', {
  simpleResolvers: true,
  description: 'What one benefit by itself takes off a basket, before what others take.',
})
export class WorthType {
  @Field(() => SafeInt, { description: 'In minor units; never more than there is to take it off.' })
  worthMinor!: number;

  @Field(() => NoWorthName, { nullable: true, description: 'Why that is nothing.' })
  reason?: NoWorth | null;

  @Field(() => SafeInt, { nullable: true, description: 'What is missing to the amount it asks for, in minor units.' })
  missingMinor?: number | null;
}

@ObjectType('GrantCheck', {
  simpleResolvers: true,
  description: 'What a code opens, and whether it can be used here and now. Of whose it is it tells nothing.',
})
export class GrantCheckType {
  @Field(() => ID, { nullable: true, description: 'The grant; null where the code opens none.' })
  grantId!: string | null;

  @Field(() => BenefitType, { nullable: true, description: 'What it is.' })
  benefit!: BenefitType | null;

  @Field(() => GrantStatusName, { nullable: true, description: 'How it stands.' })
  status!: GrantStatus | null;

  @Field(() => Int, { nullable: true, description: 'Uses that are neither made nor reserved.' })
  usesLeft!: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'Money that is neither used nor reserved, in minor units; null where a use is a use.' })
  leftMinor!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it can be used.' })
  usableFrom!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it dies; null for never.' })
  expiresAt!: number | null;

  @Field(() => WorthType, { nullable: true, description: 'What it takes off the basket; null where none was told.' })
  worth!: WorthType | null;

  @Field(() => MutationError, { nullable: true, description: 'Why it cannot be used here and now; null when it can.' })
  refusal!: MutationError | null;
} // prettier-ignore
