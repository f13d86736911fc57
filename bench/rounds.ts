/** The median of the ratios of measurements made one right after the other, with its range, and the medians of both sides. */
export interface Ratio {
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  readonly product: number;
  readonly floor: number;
}

export function ratioOf(product: readonly number[], floor: readonly number[]): Ratio {
  const ratios = product.map((rate, round) => rate / (floor[round] ?? NaN));
  return {
    ratio: rounded(median(ratios)),
    min: rounded(Math.min(...ratios)),
    max: rounded(Math.max(...ratios)),
    product: Math.round(median(product)),
    floor: Math.round(median(floor)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

export function rounded(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
