import type { Budget, Limits, Spent } from '../limits.js';

/** What one request may still ask for. It is charged once, whoever asks for the charge how often. */
export class Allowance {
  #spent: Spent | Promise<Spent> | null = null;
  #known: Spent | null = null;

  constructor(
    private readonly limits: Limits,
    private readonly key: string,
    /** Null for callers without a limit: the house itself. */
    readonly budget: Budget | null,
  ) {}

  /** Charges a request of so many points; at least one, because reading it costs something, too. */
  take(cost: number): Spent | Promise<Spent> {
    this.#spent ??= this.#take(Math.max(1, cost));
    return this.#spent;
  }

  /** Charges a bucket beside that of requests, such as one for tries; what is negative is given back. */
  takeOf(key: string, cost: number, budget: Budget): Spent | Promise<Spent> {
    return this.budget ? this.limits.take(key, cost, budget) : UNLIMITED;
  }

  /** Milliseconds until anything may be asked for, where this process knows that the bucket is empty. */
  get waitMs(): number {
    return this.budget ? this.limits.waitOf(this.key) : 0;
  }

  /** How the bucket stood after the charge; null before it. */
  get spent(): Spent | null {
    return this.#known;
  }

  #take(cost: number): Spent | Promise<Spent> {
    const spent = this.budget ? this.limits.take(this.key, cost, this.budget) : UNLIMITED;
    if (!(spent instanceof Promise)) return (this.#known = spent);
    return spent.then((settled) => (this.#known = settled));
  }
}

const UNLIMITED: Spent = { isAllowed: true, remaining: Number.MAX_SAFE_INTEGER, waitMs: 0, fullMs: 0 };
