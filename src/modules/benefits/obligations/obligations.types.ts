import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { Node } from '../../../kernel/graphql/node.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { BenefitType } from '../benefits.types.js';
import { GrantPayload } from '../grants.types.js';
import type { Missing, Obliged, ObligationStatus } from '../settled.js';
import type { How } from './settle.js';

export const ObligationKindName = { WAIT: 'wait', PRE_SALE: 'pre-sale', LATE_PAYMENT: 'late-payment' } as const satisfies Record<string, Obliged['kind']>; // prettier-ignore
export const ObligationStatusName = { OPEN: 'open', SETTLED: 'settled', CANCELLED: 'cancelled' } as const satisfies Record<string, ObligationStatus>; // prettier-ignore
export const ObligationMissingName = { STOCK: 'stock', LIMIT: 'limit', POINTS: 'points', BENEFIT: 'benefit' } as const satisfies Record<string, Missing>; // prettier-ignore
export const SettleHow = { DELIVER: 'deliver', INSTEAD: 'instead', CANCEL: 'cancel' } as const satisfies Record<string, How>; // prettier-ignore

registerEnumType(ObligationKindName, {
  name: 'ObligationKind',
  description: 'Why something is owed.',
  valuesConfig: {
    WAIT: { description: 'There was none left: the member waits for it.' },
    PRE_SALE: { description: 'It was promised for a day.' },
    LATE_PAYMENT: { description: 'It was paid for when it was not kept any more, and could not be had.' },
  },
});
registerEnumType(ObligationMissingName, {
  name: 'ObligationMissing',
  description: 'What was missing when something was paid for too late.',
  valuesConfig: {
    STOCK: { description: 'There was none left. It is given as soon as there is one.' },
    LIMIT: { description: 'The member had got as many as it may meanwhile.' },
    POINTS: {
      description: 'The points of the price had been let go and spent on something else. Delivering it lets them go.',
    },
    BENEFIT: { description: 'It could not be had any more.' },
  },
});
registerEnumType(ObligationStatusName, {
  name: 'ObligationStatus',
  description: 'How an obligation stands.',
  valuesConfig: {
    OPEN: { description: 'It is owed.' },
    SETTLED: { description: 'The member got it, or something else for it.' },
    CANCELLED: { description: 'It is not owed any more.' },
  },
});
registerEnumType(SettleHow, {
  name: 'ObligationSettleHow',
  description: 'What is done about something that is owed.',
  valuesConfig: {
    DELIVER: { description: 'The member gets it, if there is one.' },
    INSTEAD: { description: 'The member gets another benefit.' },
    CANCEL: { description: 'Nothing any more; points that were paid for it go back.' },
  },
});

@ObjectType('Obligation', {
  simpleResolvers: true,
  implements: Node,
  description: 'A benefit that a member was promised and there was none of: by when it is due, and who sees to it.',
})
@Access({ brand: 'benefits:read', member: true })
export class ObligationType implements Node {
  readonly id!: string;

  @Field(() => BenefitType, { nullable: true, description: 'What is owed; null when it is not for you to see.' })
  benefit!: BenefitType | null;

  @Field(() => ObligationKindName, { description: 'Why it is owed.' })
  kind!: Obliged['kind'];

  @Field(() => ObligationStatusName, { description: 'How it stands.' })
  status!: ObligationStatus;

  @Field(() => ObligationMissingName, {
    nullable: true,
    description:
      'Of a payment that came late: what was missing. Units come by themselves; of anything else somebody decides.',
  })
  missing!: Missing | null;

  @Field(() => DateTime, { description: 'By when it is to be kept.' })
  dueAt!: number;

  @Field(() => DateTime, { description: 'Since when it is owed.' })
  createdAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  endedAt!: number | null;

  @Access({ brand: 'benefits:fulfil' })
  @Field(() => ID, { nullable: true, description: 'The operator who sees to it.' })
  ownerId!: string | null;

  @Access({ brand: 'benefits:fulfil' })
  @Field(() => String, { nullable: true, description: 'How it ended, in the words of whoever ended it.' })
  note!: string | null;
}

export const ObligationConnection = connectionOf(ObligationType, 'Obligation', 'what is owed, what is due first first');

@InputType('ObligationFilter', { description: 'Which obligations; those that are open when nothing is said.' })
export class ObligationFilter {
  @Field(() => [ObligationStatusName], { nullable: true, description: 'Only those that stand so.' })
  status?: ObligationStatus[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that are open beyond their time.' })
  overdue?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'Only of these benefits.' })
  benefitIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only those this operator sees to.' })
  ownerId?: string | null;
}

@InputType('ObligationSettleInput', { description: 'How something that is owed is settled.' })
export class ObligationSettleInput {
  @Field(() => SettleHow, { description: 'What is done.' })
  how!: How;

  @Field(() => ID, { nullable: true, description: 'What is given instead.' })
  benefitId?: string | null;

  @Field(() => String, { description: 'Why: 1 to 120 characters.' })
  reason!: string;
}

@ObjectType('ObligationSettlePayload', { simpleResolvers: true, description: 'Something owed that was settled.' })
export class ObligationSettlePayload extends GrantPayload {
  /** Not told: it is looked up when it is asked for. */
  readonly obligationId!: string;
}

@ObjectType('ObligationAssignPayload', { simpleResolvers: true, description: 'Something owed and who sees to it.' })
export class ObligationAssignPayload extends Payload {
  /** Not told: it is looked up when it is asked for. */
  readonly obligationId!: string;
}
