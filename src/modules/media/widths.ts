/** The formats pictures are served in. */
export type Format = 'webp' | 'jpeg' | 'png';

/** The widths there are: a closed list, so that nobody can make the house compute others. */
export const WIDTHS: readonly number[] = [64, 128, 256, 384, 512, 768, 1_024, 1_536, 2_048];

/** The width that serves a wish: the first one not below it, and no more than the picture has; the widest without a wish. */
export function widthFor(wish: number | null, own: number): number {
  const wanted = Math.min(wish ?? Infinity, own);
  return WIDTHS.find((width) => width >= wanted) ?? Math.max(...WIDTHS);
}
