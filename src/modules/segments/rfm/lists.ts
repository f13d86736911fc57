const FIRST = 1_024;

/** Numbers that come one by one: a million of them are one piece of memory, and no work for the garbage collector. */
export class Numbers {
  #values = new Float64Array(FIRST);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) this.#values = wider(this.#values, new Float64Array(2 * this.#length));
    this.#values[this.#length++] = value;
  }

  all(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}

/** Texts that come one by one, as UTF-8 one behind the other: bytes compare as code points do. */
export class Texts {
  #bytes = Buffer.alloc(FIRST);
  #ends = new Uint32Array(FIRST);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(text: string): void {
    const from = this.#startOf(this.#length);
    const end = from + Buffer.byteLength(text);
    if (end > this.#bytes.length) this.#bytes = wider(this.#bytes, Buffer.alloc(2 * end));
    if (this.#length === this.#ends.length) this.#ends = wider(this.#ends, new Uint32Array(2 * this.#length));
    this.#bytes.write(text, from);
    this.#ends[this.#length++] = end;
  }

  at(at: number): string {
    return this.#bytes.toString('utf8', this.#startOf(at), this.#ends[at]);
  }

  /** As sorting asks: below zero where the first of two places has the text that comes first. */
  compare(a: number, b: number): number {
    return this.#bytes.compare(this.#bytes, this.#startOf(b), this.#ends[b], this.#startOf(a), this.#ends[a]);
  }

  #startOf(at: number): number {
    return at === 0 ? 0 : (this.#ends[at - 1] ?? 0);
  }
}

function wider<A extends Uint8Array | Uint32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
