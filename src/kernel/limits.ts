/** How much a caller may ask for: so much a second for ever, and so much at once after a pause. In points of cost. */
export interface Budget {
  readonly perSecond: number;
  readonly burst: number;
}

/** What came of asking for some of a budget. */
export interface Spent {
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Until the same could be asked again; 0 when it was allowed. */
  readonly waitMs: number;
  /** Until the whole burst is there again. */
  readonly fullMs: number;
}

/** Buckets of tokens by key. What is not allowed takes nothing. */
export interface Limits {
  take(key: string, cost: number, budget: Budget): Spent | Promise<Spent>;
  /** Takes without waiting for anybody: whether it was there; null where somebody else has to be asked. */
  takeAtOnce(key: string, cost: number, budget: Budget): boolean | null;
  /** How long the key has to wait before it may ask for anything, as far as this process knows without asking anybody. */
  waitOf(key: string): number;
  close(): Promise<void>;
}

/** Keys whose bucket this process remembers. One that is forgotten starts full. */
const KEYS_MAX = 50_000;

interface Bucket {
  tokens: number;
  at: number;
  readonly budget: Budget;
}

/** Buckets of this process alone. */
export class MemoryLimits implements Limits {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly clock: () => number = () => performance.now()) {}

  take(key: string, cost: number, budget: Budget): Spent {
    const bucket = this.#bucketOf(key, budget);
    const now = this.clock();
    const tokens = filled(bucket, now);
    const isAllowed = tokens >= cost;
    bucket.tokens = isAllowed ? tokens - cost : tokens;
    bucket.at = now;
    return spentOf(isAllowed, bucket.tokens, cost, budget);
  }

  takeAtOnce(key: string, cost: number, budget: Budget): boolean {
    return this.take(key, cost, budget).isAllowed;
  }

  waitOf(key: string): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return 0;
    return Math.max(0, waitFor(1 - filled(bucket, this.clock()), bucket.budget));
  }

  close(): Promise<void> {
    this.#buckets.clear();
    return Promise.resolve();
  }

  #bucketOf(key: string, budget: Budget): Bucket {
    const known = this.#buckets.get(key);
    if (known?.budget.perSecond === budget.perSecond && known.budget.burst === budget.burst) return known;
    const made = { tokens: budget.burst, at: this.clock(), budget };
    this.#buckets.set(key, made);
    if (this.#buckets.size > KEYS_MAX) this.#forget();
    return made;
  }

  /** Full buckets say nothing; where that is not enough, the one that was opened first goes. */
  #forget(): void {
    const now = this.clock();
    for (const [key, bucket] of this.#buckets) {
      if (filled(bucket, now) >= bucket.budget.burst) this.#buckets.delete(key);
    }
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > KEYS_MAX && oldest !== undefined) this.#buckets.delete(oldest);
  }
}

/** The result of a bucket that holds so many tokens after it was asked for `cost`. */
export function spentOf(isAllowed: boolean, left: number, cost: number, budget: Budget): Spent {
  return {
    isAllowed,
    remaining: Math.floor(left),
    waitMs: isAllowed ? 0 : waitFor(cost - left, budget),
    fullMs: waitFor(budget.burst - left, budget),
  };
}

function filled({ tokens, at, budget }: Bucket, now: number): number {
  return Math.min(budget.burst, tokens + ((now - at) * budget.perSecond) / 1_000);
}

function waitFor(tokens: number, { perSecond }: Budget): number {
  return Math.ceil((tokens / perSecond) * 1_000);
}
