import { Field, InputType, ObjectType } from 'type-graphql';
import { MutationError } from '../../../kernel/graphql/errors.js';
import { MoneyInput } from '../../../kernel/graphql/money.type.js';
import { SafeInt } from '../../../kernel/graphql/scalars.js';
import { BenefitType } from '../benefits.types.js';
import { GrantPayload } from '../grants.types.js';

@InputType('PriceInput', { description: 'A price as whoever pays has seen it: points, money, or both.' })
export class PriceInput {
  @Field(() => SafeInt, { nullable: true, description: 'Points; as many as it costs when only money is said.' })
  points?: number | null;

  @Field(() => String, { nullable: true, description: 'The wallet, by its code; any when absent.' })
  wallet?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: 'Money; as much as it costs when only points are said.' })
  money?: MoneyInput | null;
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
  readonly wallet!: string | null;
  readonly points!: number;
  readonly amountMinor!: number;
}
