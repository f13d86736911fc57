import { Field, ID, InputType, Int } from 'type-graphql';
import { SafeInt } from '../../../kernel/graphql/scalars.js';
import type { Instant } from '../../../kernel/clock.js';
import { refuseInput } from '../../../kernel/refusal.js';
import type { Basket } from './worth.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

const LINES_MAX = 200;
const QUANTITY_MAX = 100_000;
const MONEY_MAX = 1_000_000_000_000;

@InputType('BasketLineInput', { description: 'Something that is about to be bought.' })
export class BasketLineInput {
  @Field(() => String, { description: 'The SKU.' })
  sku!: string;

  @Field(() => String, { nullable: true, description: 'Its category, by which benefits may be limited.' })
  category?: string | null;

  @Field(() => Int, { defaultValue: 1, description: 'How many pieces: 1 to 100,000.' })
  quantity!: number;

  @Field(() => SafeInt, { description: 'The price of one piece, in minor units.' })
  priceMinor!: number;
}

@InputType('BasketInput', { description: 'What somebody is about to buy, before anything is taken off.' })
export class BasketInput {
  @Field(() => [BasketLineInput], { description: 'What is in it: at most 200 lines.' })
  lines!: BasketLineInput[];

  @Field(() => SafeInt, { defaultValue: 0, description: 'What delivery costs, in minor units.' })
  shippingMinor!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The store it is in; absent online, and where the caller is a till.',
  })
  storeId?: string | null;
}

/** The basket as rules see it. Refuses INVALID_INPUT for what nobody buys: no pieces, prices below zero, too many lines. */
export function basketOf({ lines, shippingMinor }: BasketInput, at: Instant): Basket {
  if (lines.length > LINES_MAX) refuseInput(reasons.basketLines(LINES_MAX), ['basket', 'lines']); // prettier-ignore
  const isSound = lines.every(({ quantity, priceMinor }) => isFrom(1, quantity, QUANTITY_MAX) && isFrom(0, priceMinor, MONEY_MAX)); // prettier-ignore
  const total = lines.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, shippingMinor);
  if (!isSound || !isFrom(0, shippingMinor, MONEY_MAX) || !Number.isSafeInteger(total)) refuseInput(reasons.basketSound, ['basket']); // prettier-ignore
  const told = lines.map(({ sku, category, quantity, priceMinor }) => ({ sku, category: category ?? null, quantity, priceMinor })); // prettier-ignore
  return { lines: told, shippingMinor, at };
}

function isFrom(least: number, value: number, most: number): boolean {
  return value >= least && value <= most;
}
