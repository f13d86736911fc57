import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Members by their dense numbers: one bit each, so that millions fit in memory and into a checkpoint. */
export class MemberSet {
  private constructor(
    private readonly bits: Uint8Array,
    readonly size: number,
  ) {}

  static readonly empty = new MemberSet(new Uint8Array(0), 0);

  static fromText(text: string): MemberSet {
    const bits = new Uint8Array(inflateRawSync(Buffer.from(text, 'base64')));
    let size = 0;
    for (const byte of bits) for (let rest = byte; rest > 0; rest &= rest - 1) size += 1;
    return new MemberSet(bits, size);
  }

  /** The set with these members in it too. */
  with(numbers: readonly number[]): MemberSet {
    const length = Math.max(this.bits.length, (numbers.reduce((a, b) => Math.max(a, b), 0) >> 3) + 1);
    const bits = new Uint8Array(length);
    bits.set(this.bits);
    let { size } = this;
    for (const number of numbers) {
      const [at, mask] = [number >> 3, 1 << (number & 7)];
      const byte = bits[at] ?? 0;
      if ((byte & mask) === 0) size += 1;
      bits[at] = byte | mask;
    }
    return new MemberSet(bits, size);
  }

  /** Their numbers, smallest first. */
  numbers(): number[] {
    const numbers: number[] = [];
    for (const [at, byte] of this.bits.entries()) {
      for (let bit = 0; bit < 8; bit++) if ((byte & (1 << bit)) !== 0) numbers.push(at * 8 + bit);
    }
    return numbers;
  }

  toText(): string {
    return deflateRawSync(this.bits, { level: 1 }).toString('base64');
  }
}
