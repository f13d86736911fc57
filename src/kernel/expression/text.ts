/**
 * Order by code point, which is what binary collations on UTF-8 give. JavaScript's `<` compares UTF-16 units and puts
 * an emoji before U+FFFD.
 */
export function compareTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    if (isSurrogate(a) !== isSurrogate(b)) return isSurrogate(a) ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

const ANY_RUN = -1;
const ANY_ONE = -2;

/** A pattern of `like`, ready to match: code points, `%` for any run of them, `_` for exactly one. */
export type Pattern = readonly number[];

/** Undefined when a backslash stands before anything but `%`, `_` or another backslash. */
export function readPattern(text: string): Pattern | undefined {
  const pattern: number[] = [];
  const characters = Array.from(text)[Symbol.iterator]();
  for (const character of characters) {
    if (character === '%') pattern.push(ANY_RUN);
    else if (character === '_') pattern.push(ANY_ONE);
    else if (character !== '\\') pattern.push(codePoint(character, 0));
    else {
      const escaped = characters.next();
      if (escaped.done || !'%_\\'.includes(escaped.value)) return undefined;
      pattern.push(codePoint(escaped.value, 0));
    }
  }
  return pattern;
}

/** Whether the whole text is of that pattern. Never backtracks past the last `%`, so no pattern can make it hang. */
export function isLike(text: string, pattern: Pattern): boolean {
  let at = 0;
  let next = 0;
  let afterRun = -1;
  let runEnd = 0;
  while (at < text.length) {
    const wanted = pattern[next];
    const found = codePoint(text, at);
    if (wanted === ANY_RUN) {
      afterRun = ++next;
      runEnd = at;
    } else if (wanted === ANY_ONE || wanted === found) {
      at += width(found);
      next++;
    } else if (afterRun >= 0) {
      runEnd += width(codePoint(text, runEnd));
      at = runEnd;
      next = afterRun;
    } else return false;
  }
  while (pattern[next] === ANY_RUN) next++;
  return next === pattern.length;
}

const codePoint = (text: string, at: number): number => text.codePointAt(at) ?? 0;
const width = (point: number): number => (point > 0xffff ? 2 : 1);
