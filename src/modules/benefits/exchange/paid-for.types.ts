import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { MutationError } from '../../../kernel/graphql/errors.js';
import type { ErrorType } from '../../../kernel/graphql/errors.js';
import type { Why } from './standing.js';

export const PaidForWhy = { PURCHASED: 'PURCHASED', USED: 'USED', MULTIPLIED: 'MULTIPLIED', HELD: 'HELD', BOOKED: 'BOOKED', TO_SEND: 'TO_SEND', SENT: 'SENT', REPLACED: 'REPLACED' } as const satisfies Record<Why, Why>; // prettier-ignore

registerEnumType(PaidForWhy, {
  name: 'PaidForWhy',
  description: 'Why points are not given back by themselves, which says what to do instead.',
  valuesConfig: {
    PURCHASED: { description: 'Money was paid as well: `benefitPurchaseRefund` gives both back.' },
    USED: { description: 'It was used: `benefitRedemptionReverse` first. Points for something that stays used are given by `pointsEarn`.' },
    MULTIPLIED: { description: 'It has multiplied the points of an order: the refund of that whole order first.' },
    HELD: { description: 'A payment that is under way holds it: `benefitRelease` first.' },
    BOOKED: { description: 'A time is booked with it: `slotCancel` first.' },
    TO_SEND: { description: 'It is to be sent: `fulfilmentUpdate` with `REVOKE` stops that and gives the points back.' },
    SENT: { description: 'It was sent: once it has come back, `fulfilmentUpdate` with `RESTOCK` gives the points back.' },
    REPLACED: { description: 'The member has something else instead, which the points paid for. Points as goodwill are given by `pointsEarn`.' },
  },
}); // prettier-ignore

@ObjectType('PaidForBenefit', {
  implements: MutationError,
  simpleResolvers: true,
  description: 'These points paid for something the member would keep. Nothing was written.',
})
export class PaidForBenefit extends MutationError {
  @Field(() => PaidForWhy, { description: 'What stands in the way, and what to do about it.' })
  why!: Why;

  @Field(() => ID, { nullable: true, description: 'The grant it is about; of a package the part, of what was replaced the one the member has instead.' })
  grantId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The purchase; null where no money was paid.' })
  purchaseId!: string | null;

  @Field(() => ID, { nullable: true, description: 'What `benefitPackageRevoke` takes; null where it was no package.' })
  packageIssueId!: string | null;
} // prettier-ignore

/** What to do instead depends on the reason and is told with it. */
export const paidForBenefit: ErrorType = { codes: ['PAID_FOR_BENEFIT'], type: PaidForBenefit, nextSteps: () => [] };
