import { dayOf, startOfDay } from '../../kernel/calendar.js';
import { compile } from '../../kernel/expression/index.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { refuseInput } from '../../kernel/refusal.js';
import { marks } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';
import type { Estimate, MemberRow } from '../members/index.js';
import { drawSample, estimated } from '../members/index.js';
import type { Audience, Unit } from './audience.js';
import { Bits } from './bits.js';
import { filled } from './presets.js';
import { requireRule } from './checked-rule.js';
import { scan } from './scan.js';
import { aboutMembers, requireSegments, segmentsOf } from './segments.participant.js';
import { segmentReasons as reasons } from './segments.reasons.js';

const SHOWN = 5;
export const PREVIEW_RULES_MAX = 20;

/** A rule that nothing is saved of yet; the name is that of a layer of a preset. */
export interface Draft {
  readonly name: LocalisedText | null;
  readonly when: string;
}

/** Whom a draft would select by now. */
export interface Previewed {
  readonly name: LocalisedText | null;
  /** Null for who is left over. */
  readonly rule: string | null;
  readonly size: Estimate;
  readonly sample: readonly MemberRow[];
}

/** What is to be previewed: rules, or the layers of a preset. Refuses INVALID_INPUT for both or neither, UNKNOWN_PRESET. */
export function draftsOf(rules: readonly string[] | null, code: string | null, values: Parameters<typeof filled>[1]) {
  if ((rules === null) === (code === null)) refuseInput(reasons.rulesOrPreset, ['rules']);
  if (code === null) return { drafts: (rules ?? []).map((when): Draft => ({ name: null, when })), rest: null };
  const { preset, layers } = filled(code, values);
  return { drafts: layers, rest: preset.rest?.name ?? null };
}

/**
 * Whom some rules would select, as layers in their order: each member counts in the first it meets, and the last answer is
 * who is left over. Of very many members a sample is asked. Nothing is kept. Refuses INVALID_RULE and UNKNOWN_SEGMENT with
 * the place of the mistake.
 */
export async function preview(
  session: ReadSession,
  drafts: readonly Draft[],
  rest: LocalisedText | null,
): Promise<Previewed[]> {
  if (drafts.length < 1 || drafts.length > PREVIEW_RULES_MAX) refuseInput(reasons.rulesAtOnce(PREVIEW_RULES_MAX), ['rules']); // prettier-ignore
  const { house, now, sql } = session;
  const { zone, parts } = house.programs.current();
  const today = dayOf(now, zone);
  const unit = unitOf(session, drafts);
  const sample = await drawSample(sql, drafts.length);
  const context = { engine: sql.engine, now: startOfDay(today, zone), today, zone, parts };
  const found = await scan(sql, [unit], context, { sample });
  const sets = unit.audiences.map((audience) => found.get(audience) ?? new Bits());
  const shown = sets.map(firstOf);
  const rows = await membersByNumber(session, shown.flat());
  return sets.map((bits, at) => ({
    name: drafts[at]?.name ?? (at === drafts.length ? rest : null),
    rule: drafts[at]?.when ?? null,
    size: estimated(bits.size, sample),
    sample: (shown[at] ?? []).flatMap((number) => rows.get(number) ?? []),
  }));
}

function unitOf(session: ReadSession, drafts: readonly Draft[]): Unit {
  const about = aboutMembers(session.house.programs.current().vocabulary);
  const known = segmentsOf(session.house.programs.current()).audiences;
  const audiences = drafts.map(({ when }, at): Audience => {
    const path = ['rules', String(at)];
    requireRule(session, when, path);
    const audience: Audience = { ...NAMELESS, code: String(at), rule: compile(about, when) };
    requireSegments(audience, known, path);
    return audience;
  });
  return { code: '', audiences: [...audiences, { ...NAMELESS, code: 'rest', rule: null }], isLayering: true };
}

const NO_NAME = { en: '', 'zh-CN': '', 'zh-TW': '' };
const NAMELESS = { name: NO_NAME, description: null, kind: 'layer', layering: '', ruleHash: '' } as const;

/** The members who joined first of a set: the same ones each time somebody looks. */
function firstOf(bits: Bits): number[] {
  const numbers: number[] = [];
  for (const number of bits.without(new Bits())) {
    if (numbers.push(number) === SHOWN) break;
  }
  return numbers;
}

async function membersByNumber({ sql }: ReadSession, numbers: readonly number[]): Promise<Map<number, MemberRow>> {
  if (numbers.length === 0) return new Map();
  const rows = await sql.rows<MemberRow>(
    `SELECT id, number, status, brandId, channel, enrolledAt FROM members WHERE number IN ${marks(numbers)}`,
    numbers,
  );
  return new Map(rows.map((row) => [row.number, row]));
}
