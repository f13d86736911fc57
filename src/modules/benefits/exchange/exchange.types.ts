import { Field, InputType, ObjectType } from 'type-graphql';
import { MutationError } from '../../../kernel/graphql/errors.js';
import { SafeInt } from '../../../kernel/graphql/scalars.js';
import { BenefitType } from '../benefits.types.js';
import { GrantPayload } from '../grants.types.js';

@InputType('PriceInput', { description: 'A price as whoever pays has seen it.' })
export class PriceInput {
  @Field(() => SafeInt, { description: 'Points.' })
  points!: number;

  @Field(() => String, { nullable: true, description: 'The wallet, by its code; any when absent.' })
  wallet?: string | null;
}

@ObjectType('BenefitExchangePayload', { simpleResolvers: true, description: 'A benefit the member paid points for.' })
export class BenefitExchangePayload extends GrantPayload {
  @Field(() => BenefitType, { nullable: true, description: 'What was asked for.' })
  benefit!: BenefitType | null;
}

@ObjectType('PriceChanged', {
  implements: MutationError,
  simpleResolvers: true,
  description: 'It costs something else than whoever pays has seen.',
})
export class PriceChanged extends MutationError {
  /** Told as `price`. */
  readonly wallet!: string;
  readonly points!: number;
}
