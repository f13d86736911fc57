import { Field, InputType, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars.js';

@ObjectType('Money', { simpleResolvers: true, description: 'An amount of money in the one currency of the program.' })
export class MoneyType {
  @Field(() => SafeInt, { description: 'Minor units: fen, cents.' })
  amountMinor!: number;

  @Field(() => String, { description: 'ISO 4217: `CNY`.' })
  currency!: string;
}

@InputType('MoneyInput', { description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => SafeInt, { description: 'Minor units: fen, cents.' })
  amountMinor!: number;

  @Field(() => String, { description: 'ISO 4217: `CNY`; the one of the program.' })
  currency!: string;
}
