/** What people take for one sign, however many code points it has. */
const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A name as others at the counter may see it: its first sign, and nothing of how long it is. `王**`, `A**`. */
export function maskedName(name: string | null): string | null {
  const [first] = signs.segment(name?.trim() ?? '');
  return first === undefined ? null : `${first.segment}**`;
}
