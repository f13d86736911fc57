import { configId } from '../../../kernel/id.js';
import type { LocalisedText } from '../../../kernel/refusal.js';
import { refuse, refuseInput } from '../../../kernel/refusal.js';
import { insertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { brandOfProgram } from '../../brands/index.js';
import { CODE, DEFINITIONS_MAX, NAME_MAX } from './attributes.section.js';
import { ruleNameOf } from './rule-attributes.js';
import { label } from '../profile/given-texts.js';
import type { AttributeKind } from './attributes.entity.js';
import { memberReasons as reasons } from '../members.reasons.js';

const KINDS: readonly string[] = ['string', 'double', 'instant', 'bool'] satisfies AttributeKind[];

export interface AttributeDraft {
  readonly code: string;
  readonly type: string;
  readonly name: LocalisedText;
  /** Whose it is; the host's when null. */
  readonly brandId: string | null;
  readonly isMemberEditable: boolean;
}

interface Stored {
  readonly type: string;
  readonly brandId: string;
}

/**
 * Makes an attribute of the program's own, or changes its names. Answers its id. Refuses INVALID_INPUT, NOT_FOUND for a
 * brand that is not there, ATTRIBUTE_TYPE_FIXED, and VERSION_CONFLICT when somebody has changed it since.
 */
export async function saveAttribute(
  session: WriteSession,
  draft: AttributeDraft,
  expectedVersion: number | null,
): Promise<string> {
  const { code, type, isMemberEditable } = draft;
  requireName(session, code);
  if (!isKind(type)) refuseInput(reasons.attributeType, ['input', 'type']);
  const name = JSON.stringify(namesOf(draft.name));
  const id = configId('atr', code);
  const brandId = draft.brandId ?? session.house.programs.current().hostBrandId;
  const stored = await storedAttribute(session, id);
  if (!stored) {
    await make(session, { id, code, type, name, brandId, isMemberEditable }, expectedVersion);
    return id;
  }
  if (stored.type !== type) refuse('ATTRIBUTE_TYPE_FIXED', { code, type: stored.type }, ['input', 'type']);
  if (draft.brandId !== null && stored.brandId !== brandId) {
    refuseInput(reasons.staysWithBrand, ['input', 'brandId']);
  }
  const guard = expectedVersion === null ? '' : ' AND version = ?';
  const change = `UPDATE attributes SET name = ?, isMemberEditable = ?, version = version + 1 WHERE id = ?${guard}`;
  const params = [name, isMemberEditable, id];
  const done = await session.sql.run(change, expectedVersion === null ? params : [...params, expectedVersion]);
  if (done !== 1) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
  return id;
}

/** A name rules can write: `custom.favouriteColour`. */
function requireName({ house }: WriteSession, code: string): void {
  const name = ruleNameOf(code);
  const { vocabulary } = house.programs.current();
  if (vocabulary.attribute(name)) return;
  const text = { en: name, 'zh-CN': name, 'zh-TW': name };
  try {
    if (!CODE.test(code)) throw new Error('no code');
    vocabulary.extend([{ name, type: 'bool', description: text, read: () => undefined }]);
  } catch {
    refuseInput(reasons.attributeCode, ['input', 'code']); // prettier-ignore
  }
}

function isKind(type: string): type is AttributeKind {
  return KINDS.includes(type);
}

function namesOf(name: LocalisedText): LocalisedText {
  const text = (locale: keyof LocalisedText) =>
    label(name[locale], NAME_MAX, 'name') ?? refuseInput(reasons.nameNeeded, ['input', 'name']);
  return { en: text('en'), 'zh-CN': text('zh-CN'), 'zh-TW': text('zh-TW') };
}

async function storedAttribute({ sql }: WriteSession, id: string): Promise<Stored | undefined> {
  const [row] = await sql.rows<Stored>('SELECT type, brandId FROM attributes WHERE id = ?', [id]);
  return row;
}

async function make(
  session: WriteSession,
  row: { id: string; code: string; type: string; name: string; brandId: string; isMemberEditable: boolean },
  expectedVersion: number | null,
): Promise<void> {
  const { sql, now } = session;
  if (expectedVersion !== null) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
  if (!brandOfProgram(session.house.programs.current(), row.brandId))
    refuse('NOT_FOUND', { what: 'brand' }, ['input', 'brandId']);
  const [count] = await sql.rows<{ total: number }>('SELECT COUNT(*) AS total FROM attributes');
  if ((count?.total ?? 0) >= DEFINITIONS_MAX) {
    refuseInput(reasons.attributesMost(DEFINITIONS_MAX), ['input']);
  }
  await insertRows(sql, 'attributes', [{ ...row, version: 1, createdAt: now }]);
}
