import { readCode } from '../../kernel/readable-code.js';

/** Signs of a code Laurel makes, before the one that checks them: 75 random bits. */
export const CODE_SIGNS = 15;
/** No code is longer. */
const CODE_LENGTH_MAX = 64;
const LOOKS_OWN = new RegExp(`^[0-9A-Z]{${CODE_SIGNS + 1}}$`);

/** A code as somebody typed or scanned it. */
export interface TypedCode {
  /** How it may be stored. Codes of a pool are stored as they were printed. */
  readonly spellings: readonly string[];
  /** It looks like a code Laurel makes, and its last sign does not fit the others. */
  readonly isMistyped: boolean;
}

/** Reads a code in groups or not, in small letters or capitals, with spaces around and within. */
export function readTyped(text: string): TypedCode {
  const trimmed = text.trim();
  const compact = trimmed.toUpperCase().replace(/[\s-]/g, '');
  if (readCode(compact, CODE_SIGNS)) return { spellings: [compact], isMistyped: false };
  const spellings = trimmed === '' || trimmed.length > CODE_LENGTH_MAX ? [] : [...new Set([trimmed, trimmed.toUpperCase(), compact])]; // prettier-ignore
  return { spellings, isMistyped: LOOKS_OWN.test(compact) };
}
