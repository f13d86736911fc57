import { createHash } from 'node:crypto';

/** A reported purchase that passed its checks, with everything about it that does not depend on the member. */
export interface Checked {
  readonly customer: string;
  readonly externalId: string;
  readonly occurredAt: number;
  readonly orderId: string;
  readonly amountMinor: number;
  /** What the journal keeps of the payload. */
  readonly payload: string;
  readonly inputHash: string;
  /** Amounts by category. */
  readonly categories: ReadonlyMap<string, number>;
}

interface Line {
  readonly sku: string;
  readonly category?: string;
  readonly quantity?: number;
  readonly amountMinor?: number;
}

interface Body {
  readonly customer: string;
  readonly externalId: string;
  readonly occurredAt?: string;
  readonly payload: {
    readonly orderId: string;
    readonly amountMinor: number;
    readonly store?: string;
    readonly lines?: readonly Line[];
  };
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= max && value.isWellFormed();
const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Checks by hand what the product checks by schema; null when it is not a purchase. */
export function check(body: unknown): Checked | null {
  const { customer, externalId, occurredAt: instant, payload } = body as Body;
  if (!isText(customer, 190) || !isText(externalId, 150)) return null;
  const { orderId, amountMinor, store, lines = [] } = payload;
  if (!isText(orderId, 190) || !isAmount(amountMinor) || (store !== undefined && !isText(store, 190))) return null;
  const occurredAt = instant === undefined ? Date.now() : Date.parse(instant);
  if (!(occurredAt <= Date.now() + 300_000) || lines.length > 3_000) return null;
  const categories = new Map<string, number>();
  for (const line of lines) {
    if (!isText(line.sku, 190) || !isAmount(line.amountMinor ?? 0) || !isAmount(line.quantity ?? 1)) return null;
    if (line.category === undefined) continue;
    if (!isText(line.category, 64)) return null;
    if (line.amountMinor) categories.set(line.category, (categories.get(line.category) ?? 0) + line.amountMinor);
  }
  const kept = JSON.stringify({ store, lines });
  const inputHash = createHash('sha256')
    .update(`${orderId}|${amountMinor}|${instant ?? ''}|${kept}`)
    .digest('base64url')
    .slice(0, 22);
  return { customer, externalId, occurredAt, orderId, amountMinor, payload: kept, inputHash, categories };
}
