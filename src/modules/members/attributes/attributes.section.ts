import { z } from 'zod';
import { configId } from '../../../kernel/id.js';
import { localisedText } from '../../../kernel/localised-text.js';
import type { ProgramSection } from '../../../kernel/program.js';
import { refuse } from '../../../kernel/refusal.js';
import type { LocalisedText } from '../../../kernel/refusal.js';
import { upsertRows } from '../../../kernel/rows.js';
import type { ReadSession } from '../../../kernel/session.js';
import type { AttributeKind } from './attributes.entity.js';

export const ATTRIBUTES = 'attributes';
export const CODE = /^[a-z][A-Za-z0-9]{1,25}$/;
export const NAME_MAX = 120;
export const DEFINITIONS_MAX = 500;

const KINDS = { text: 'string', number: 'double', instant: 'instant', flag: 'bool' } as const satisfies Record<string, AttributeKind>; // prettier-ignore
const WORDS = { string: 'text', double: 'number', instant: 'instant', bool: 'flag' } as const;

const attribute = z.strictObject({
  code: z.string().regex(CODE, 'a code has 2 to 26 letters and digits in camel case'),
  type: z.enum(['text', 'number', 'instant', 'flag']),
  name: localisedText(NAME_MAX),
  /** Whose it is, by code; the host's when absent. */
  brand: z.string().nullable().default(null),
  memberEditable: z.boolean().default(false),
});

export type AttributeEntry = z.infer<typeof attribute>;

interface Row {
  readonly code: string;
  readonly type: AttributeKind;
  readonly name: string;
  readonly brand: string | null;
  readonly isMemberEditable: number;
}

/** `attributes:` of the program file: what is kept of members besides what Laurel knows of them. Values of them are kept, so none is ever taken away. */
export const attributesSection: ProgramSection<AttributeEntry[]> = {
  name: ATTRIBUTES,
  schema: z.array(attribute).max(DEFINITIONS_MAX).default([]),

  async read({ sql }) {
    const rows = await sql.rows<Row>(
      'SELECT a.code, a.type, a.name, a.isMemberEditable, CASE WHEN b.isHost = 1 THEN NULL ELSE b.code END AS brand FROM attributes a JOIN brands b ON b.id = a.brandId ORDER BY a.code',
    );
    return rows.map(({ code, type, name, brand, isMemberEditable }) => ({
      code,
      type: WORDS[type],
      name: JSON.parse(name) as LocalisedText,
      brand,
      memberEditable: isMemberEditable === 1,
    }));
  },

  async complete(session, given) {
    const stored = new Map((await attributesSection.read(session)).map((entry) => [entry.code, entry]));
    for (const { code, type, brand } of given) {
      const known = stored.get(code);
      if (known && known.type !== type) refuse('ATTRIBUTE_TYPE_FIXED', { code, type: known.type }, [ATTRIBUTES, code]);
      if (known && known.brand !== brand)
        refuse('INVALID_PROGRAM', { place: ATTRIBUTES, problem: `${code} stays with its brand` }, [ATTRIBUTES, code]);
    }
    for (const entry of given) stored.set(entry.code, entry);
    return [...stored.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  },

  async write(session, entries) {
    const brands = await brandIds(session);
    const rows = entries.map(({ code, type, name, brand, memberEditable }) => ({
      id: configId('atr', code),
      code,
      brandId: brands.get(brand ?? '') ?? refuse('UNKNOWN_BRAND', { code: brand ?? 'host' }, [ATTRIBUTES, code]),
      type: KINDS[type],
      name: JSON.stringify(name),
      isMemberEditable: memberEditable,
      version: 1,
      createdAt: session.now,
    }));
    await upsertRows(session.sql, 'attributes', ['id'], rows, { name: 'replace', isMemberEditable: 'replace' });
  },
};

/** By code; the host's by the empty one. */
async function brandIds({ sql }: ReadSession): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; code: string; isHost: number }>('SELECT id, code, isHost FROM brands');
  return new Map(rows.flatMap(({ id, code, isHost }) => [[code, id] as const, ...(isHost === 1 ? [['', id] as const] : [])])); // prettier-ignore
}
