import { z } from 'zod';
import type { ActivityFacts } from '../../kernel/activity.js';
import type { JsonObject } from '../../kernel/json.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { refuseWrong } from '../../kernel/wrong-value.js';
import { memberReasons as reasons } from './members.reasons.js';

const LINES_MAX = 3_000;
const AMOUNT_MAX = Number.MAX_SAFE_INTEGER;
/** All lines of an order together; far below what a day's row of a category can hold. */
const LINES_TOTAL_MAX = 1e13;

const text = z.string().trim().min(1).max(190);
const line = z.strictObject({
  sku: text,
  category: z.string().trim().min(1).max(64).optional(),
  brand: text.optional(),
  quantity: z.int().min(1).max(1_000_000_000).default(1),
  amountMinor: z.int().min(0).max(LINES_TOTAL_MAX).optional(),
});

const lines = z
  .array(line)
  .max(LINES_MAX)
  .refine(
    (all) => all.reduce((sum, each) => sum + (each.amountMinor ?? 0), 0) <= LINES_TOTAL_MAX,
    'lines come to too much',
  );

const purchase = z.strictObject({
  orderId: text,
  amountMinor: z.unknown(),
  currency: z.string().optional(),
  discountMinor: z.int().min(0).max(AMOUNT_MAX).optional(),
  store: text.optional(),
  channel: text.optional(),
  lines: lines.optional(),
});

const refund = z.strictObject({
  orderId: text.optional(),
  amountMinor: z.unknown(),
  currency: z.string().optional(),
  store: text.optional(),
  channel: text.optional(),
  reason: z.string().max(500).optional(),
  lines: lines.optional(),
});

export type OrderLine = z.infer<typeof line>;

interface Context {
  readonly currency: string;
}

/** A purchase: an order with its amount after discount, in minor units of the program's currency. */
export function readPurchase(payload: JsonObject, context: Context): ActivityFacts {
  return facts(parse(purchase, payload), context, 0);
}

/** Money given back: of a named order, or without one when the till cannot tell which. */
export function readRefund(payload: JsonObject, context: Context): ActivityFacts {
  const refunded = facts(parse(refund, payload), context, 1);
  const ofLines = linesOf(payload).reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0);
  if (ofLines > (refunded.amountMinor ?? 0)) {
    refuseInput(reasons.linesOfRefund, ['lines']);
  }
  return refunded;
}

/** The categories of the lines with their amounts; lines without either count in the whole order only. */
export function spendByCategory(payload: JsonObject): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { category, amountMinor } of linesOf(payload)) {
    if (category && amountMinor) sums.set(category, (sums.get(category) ?? 0) + amountMinor);
  }
  return sums;
}

export function linesOf(payload: JsonObject): readonly OrderLine[] {
  return (payload['lines'] as unknown as readonly OrderLine[] | undefined) ?? [];
}

function parse<T>(schema: z.ZodType<T>, payload: JsonObject): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  refuseWrong(result.error.issues, String, []);
}

function facts(
  parsed: z.infer<typeof purchase> | z.infer<typeof refund>,
  { currency }: Context,
  min: number,
): ActivityFacts {
  const { orderId, amountMinor, currency: given, ...rest } = parsed;
  if (given !== undefined && given !== currency) refuse('WRONG_CURRENCY', { expected: currency, given }, ['currency']);
  if (!Number.isSafeInteger(amountMinor) || (amountMinor as number) < min) {
    refuse('INVALID_AMOUNT', { field: 'amountMinor', min, max: AMOUNT_MAX }, ['amountMinor']);
  }
  return {
    subjectId: orderId ?? null,
    amountMinor: amountMinor as number,
    payload: rest,
  };
}
