import type { Caller } from '../../../kernel/caller.js';
import { windowOf } from '../../../kernel/caller.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import type { Json } from '../../../kernel/json.js';
import { refuse, refuseInput } from '../../../kernel/refusal.js';
import { marks, upsertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { AttributeKind } from './attributes.entity.js';
import { memberReasons as reasons } from '../members.reasons.js';

const VALUES_MAX = 50;
const TEXT_MAX = 500;

export interface GivenValue {
  readonly code: string;
  readonly value?: Json;
}

interface Definition {
  readonly id: string;
  readonly code: string;
  readonly brandId: string;
  readonly type: AttributeKind;
  readonly isMemberEditable: number;
}

/** The columns of a value; the one of its type is filled. */
export interface ValueColumns {
  readonly textValue: string | null;
  readonly numberValue: number | null;
  readonly instantValue: number | null;
  readonly flagValue: boolean | null;
}

/**
 * Sets or clears attributes of a locked member. A brand sets its own, the host all, a member those that are for it to
 * set. Refuses NOT_FOUND for an attribute that is not there or not the caller's, WRONG_ATTRIBUTE_VALUE, INVALID_INPUT.
 */
export async function setValues(session: WriteSession, memberId: string, given: readonly GivenValue[]): Promise<void> {
  if (given.length === 0) return;
  if (given.length > VALUES_MAX) refuseInput(reasons.attributesACall(VALUES_MAX), ['input', 'attributes']); // prettier-ignore
  const byCode = new Map(given.map((each) => [each.code, each.value ?? null]));
  const definitions = await definitionsOf(session, [...byCode.keys()]);
  const cleared: string[] = [];
  const rows = [];
  for (const [code, value] of byCode) {
    const definition = definitions.get(code);
    if (!definition || !maySet(session.caller, definition)) {
      refuse('NOT_FOUND', { what: 'attribute' }, ['input', 'attributes', code]);
    }
    if (value === null) cleared.push(definition.id);
    else rows.push({ memberId, attributeId: definition.id, ...columnsOf(definition, value), updatedAt: session.now });
  }
  await clear(session, memberId, cleared);
  const update = { textValue: 'replace', numberValue: 'replace', instantValue: 'replace', flagValue: 'replace', updatedAt: 'replace' } as const; // prettier-ignore
  await upsertRows(session.sql, 'member_attributes', ['memberId', 'attributeId'], rows, update);
}

async function definitionsOf({ sql }: WriteSession, codes: readonly string[]): Promise<Map<string, Definition>> {
  const text = `SELECT id, code, brandId, type, isMemberEditable FROM attributes WHERE code IN ${marks(codes)}`;
  const rows = await sql.rows<Definition>(text, codes);
  return new Map(rows.map((row) => [row.code, row]));
}

function maySet(caller: Caller, { brandId, isMemberEditable }: Definition): boolean {
  const window = windowOf(caller);
  if (caller.kind === 'member' && isMemberEditable !== 1) return false;
  return window === null || window === brandId;
}

async function clear({ sql }: WriteSession, memberId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.run(`DELETE FROM member_attributes WHERE memberId = ? AND attributeId IN ${marks(ids)}`, [
    memberId,
    ...ids,
  ]);
}

const NONE: ValueColumns = { textValue: null, numberValue: null, instantValue: null, flagValue: null };

function columnsOf({ code, type }: Definition, value: Json): ValueColumns {
  if (type === 'string' && typeof value === 'string' && value.length >= 1 && value.length <= TEXT_MAX) {
    return { ...NONE, textValue: value };
  }
  if (type === 'double' && typeof value === 'number' && isKept(value)) return { ...NONE, numberValue: value };
  if (type === 'bool' && typeof value === 'boolean') return { ...NONE, flagValue: value };
  const at = type === 'instant' ? instantOf(value) : null;
  if (at !== null) return { ...NONE, instantValue: at };
  refuse('WRONG_ATTRIBUTE_VALUE', { code, type }, ['input', 'attributes', code]);
}

/** A number of at most 15 digits, and no whole one beyond safe ones: what both databases give back as it was. */
function isKept(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER && Number(value.toPrecision(15)) === value;
}

function instantOf(value: Json): number | null {
  try {
    return DateTime.parseValue(value) as number;
  } catch {
    return null;
  }
}
