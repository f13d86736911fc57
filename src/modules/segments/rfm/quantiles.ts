/** The quantile of sorted values after Hyndman & Fan's type 7: linear between the two nearest ranks. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** The four values that part sorted values into fifths. */
export function fifths(sorted: ArrayLike<number>): number[] {
  return [0.2, 0.4, 0.6, 0.8].map((share) => quantile(sorted, share));
}
