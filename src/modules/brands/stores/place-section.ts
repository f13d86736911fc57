import { asTexts } from '../../../kernel/refusal.js';
import { saying } from '../../../kernel/wrong-value.js';
import { z } from 'zod';
import { refuse } from '../../../kernel/refusal.js';
import type { ReadSession } from '../../../kernel/session.js';

/** What tills and shops call a place: their own numbers and names, as they are. */
export const placeCode = z
  .string()
  .refine(
    (code) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(code),
    saying(
      asTexts(
        'a code has 1 to 32 letters, digits and . _ -',
        '编号为 1 至 32 个字母、数字或 . _ -',
        '編號為 1 至 32 個字母、數字或 . _ -',
      ),
    ),
  );

/** What stores and channels have in common: a code of a brand. */
export interface Place {
  readonly brand: string | null;
  readonly code: string;
}

/** The places that are stored with those a file names put in their stead: what a file does not name stays. */
export function merged<Entry extends Place>(
  section: string,
  host: string,
  stored: readonly Entry[],
  given: readonly Entry[],
): Entry[] {
  const named = given.map((entry) => (entry.brand === host ? { ...entry, brand: null } : entry));
  const keys = named.map(keyOf);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) {
    refuse('INVALID_PROGRAM', { place: section, problem: `${twice} is there twice` }, [section]);
  }
  const all = new Map([...stored, ...named].map((entry) => [keyOf(entry), entry]));
  return [...all.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Brands by code, the host under the empty one as well; closed ones keep their places. */
export async function brandIds({ sql }: Pick<ReadSession, 'sql'>): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; code: string; isHost: number }>('SELECT id, code, isHost FROM brands');
  return new Map(rows.flatMap(({ id, code, isHost }) => [[code, id] as const, ...(isHost === 1 ? [['', id] as const] : [])])); // prettier-ignore
}

/** The code of the host; empty while there is none. */
export async function hostCode({ sql }: Pick<ReadSession, 'sql'>): Promise<string> {
  const [row] = await sql.rows<{ code: string }>('SELECT code FROM brands WHERE isHost = 1');
  return row?.code ?? '';
}

export function brandIdOf(brands: ReadonlyMap<string, string>, { brand }: Place, section: string): string {
  return brands.get(brand ?? '') ?? refuse('UNKNOWN_BRAND', { code: brand ?? 'host' }, [section]);
}

function keyOf({ brand, code }: Place): string {
  return `${brand ?? ''}/${code}`;
}
