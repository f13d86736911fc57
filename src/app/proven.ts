/** How long credentials that proved themselves are taken at their word: what is revoked stops everywhere within this time. */
export const PROVEN_MS = 500;

const PROVEN_MAX = 10_000;

interface Proof<Value> {
  readonly value: Promise<Value | null>;
  readonly until: number;
}

/**
 * Credentials that proved themselves a moment ago. A busy key asks thousands of times a second, and each time would read
 * the same row; requests that arrive together share one look. What did not prove itself is looked up again.
 */
export class Proven<Value> {
  readonly #proofs = new Map<string, Proof<Value>>();

  constructor(private readonly clock: () => number = () => performance.now()) {}

  async of(token: string, prove: () => Promise<Value | null>): Promise<Value | null> {
    const known = this.#proofs.get(token);
    if (known && known.until > this.clock()) return known.value;
    const value = prove();
    this.#keep(token, { value, until: this.clock() + PROVEN_MS });
    try {
      const proven = await value;
      if (proven === null) this.#proofs.delete(token);
      return proven;
    } catch (error) {
      this.#proofs.delete(token);
      throw error;
    }
  }

  /** Something was revoked in this process: everybody proves themselves anew. */
  forget(): void {
    this.#proofs.clear();
  }

  #keep(token: string, proof: Proof<Value>): void {
    this.#proofs.delete(token);
    this.#proofs.set(token, proof);
    const [oldest] = this.#proofs.keys();
    if (this.#proofs.size > PROVEN_MAX && oldest !== undefined) this.#proofs.delete(oldest);
  }
}
