import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Members a stored piece of a bitmap tells of. */
const CHUNK = 65_536;

/** A set of member numbers, a bit each: a million members take 125 kB. */
export class Bits {
  #bytes: Uint8Array;

  constructor(numbers = 0) {
    this.#bytes = new Uint8Array((numbers >> 3) + 1);
  }

  add(number: number): void {
    const at = number >> 3;
    if (at >= this.#bytes.length) this.#grow(at + 1);
    this.#bytes[at] = (this.#bytes[at] ?? 0) | (1 << (number & 7));
  }

  has(number: number): boolean {
    return ((this.#bytes[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  get size(): number {
    return this.#bytes.reduce((sum, byte) => sum + (ONES[byte] ?? 0), 0);
  }

  /** How many numbers are in both. */
  shared(other: Bits): number {
    const length = Math.min(this.#bytes.length, other.#bytes.length);
    let sum = 0;
    for (let at = 0; at < length; at++) sum += ONES[(this.#bytes[at] ?? 0) & (other.#bytes[at] ?? 0)] ?? 0;
    return sum;
  }

  /** The numbers that are here and not there, rising. */
  *without(other: Bits): Generator<number> {
    for (let at = 0; at < this.#bytes.length; at++) {
      const byte = (this.#bytes[at] ?? 0) & ~(other.#bytes[at] ?? 0);
      if (byte === 0) continue;
      for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) yield at * 8 + bit;
    }
  }

  /** As it is stored: pieces of 65,536 numbers, deflated, in base 64; empty ones are left out. */
  *chunks(): Generator<{ readonly chunk: number; readonly bits: string }> {
    const width = CHUNK >> 3;
    for (let chunk = 0; chunk * width < this.#bytes.length; chunk++) {
      const piece = this.#bytes.subarray(chunk * width, (chunk + 1) * width);
      if (piece.some((byte) => byte !== 0)) yield { chunk, bits: deflateRawSync(piece).toString('base64') };
    }
  }

  static fromChunks(chunks: Iterable<{ readonly chunk: number; readonly bits: string }>): Bits {
    const all = new Bits();
    for (const { chunk, bits } of chunks) {
      const piece = inflateRawSync(Buffer.from(bits, 'base64'));
      const at = chunk * (CHUNK >> 3);
      all.#grow(at + piece.length);
      all.#bytes.set(piece, at);
    }
    return all;
  }

  #grow(length: number): void {
    if (length <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(length, this.#bytes.length * 2));
    wider.set(this.#bytes);
    this.#bytes = wider;
  }
}

/** How many bits of a byte are set. */
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);
