/** A purchase as a till reports it; the same for both sides of a comparison. */
export interface Purchase {
  readonly externalId: string;
  readonly occurredAt: number;
  readonly payload: {
    readonly orderId: string;
    readonly amountMinor: number;
    readonly store: string;
    readonly lines: readonly {
      readonly sku: string;
      readonly category: string;
      readonly quantity: number;
      readonly amountMinor: number;
    }[];
  };
}

const CATEGORIES = ['skin-care', 'make-up', 'fragrance', 'hair', 'body', 'gifts'] as const;

/** A generator of the same numbers on every run (mulberry32): 0 ≤ number < 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One purchase of two lines, 5 to 205 dollars. `name` makes its ids unique. */
export function purchaseOf(random: () => number, name: string, occurredAt: number): Purchase {
  const first = Math.floor(random() * CATEGORIES.length);
  const second = (first + 1 + Math.floor(random() * (CATEGORIES.length - 1))) % CATEGORIES.length;
  const lines = [first, second].map((category) => ({
    sku: `sku-${Math.floor(random() * 5_000)}`,
    category: CATEGORIES[category] ?? 'gifts',
    quantity: 1 + Math.floor(random() * 3),
    amountMinor: 250 + Math.floor(random() * 10_000),
  }));
  return {
    externalId: name,
    occurredAt,
    payload: {
      orderId: name,
      amountMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      store: `store-${Math.floor(random() * 40)}`,
      lines,
    },
  };
}
