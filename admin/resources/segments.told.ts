import { RFM_SEGMENTS, rfmSegmentOf } from '../../src/modules/segments/index.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import { needData } from './mutate.js';
import type { Telling } from './shelf.js';

const SEGMENT =
  'id code name description kind size builtAt isBuilding history { day size } layering { id code name } version';
const LAYERING = `id code name version segments { ${SEGMENT} rule }`;

const ALL = `{ segments { ${SEGMENT} } segmentLayerings { ${LAYERING} } }`;
const ONE = `query One($id: ID!, $after: String) { segment(id: $id) { ${SEGMENT} rule
  members(first: 20, after: $after) { nodes { id number status displayName enrolledAt } pageInfo { hasNextPage endCursor } } } }`;
const SET = `query Set($id: ID!) { node(id: $id) { ... on SegmentLayering { ${LAYERING} } } }`;
const OVERLAP = `query Overlap($ids: [ID!]!) { segments { id code name kind size }
  segmentOverlap(segmentIds: $ids) { a { id } b { id } members ofA ofB } }`;
const RFM = '{ rfmMatrix { scored unscored cells { r f members spendMinor segment } } }';
const ATTRIBUTES = '{ attributes { code name type isForRules isCustom } }';
const CHECK = `query Check($rule: String!) { ruleCheck(expression: $rule, context: SEGMENT) {
  ok attributes problems { code start end message suggestions } } }`;
const CHECK_ONE = `query CheckOne($rule: String!) { ruleCheck(expression: $rule, context: SEGMENT) {
  ok problems { code start end message suggestions } warnings { message }
  size { members low high isEstimate } sample { id number displayName } } }`;
const PREVIEW = `query Preview($rules: [String!], $preset: String, $values: [PresetValueInput!]!) {
  segmentPreview(rules: $rules, preset: $preset, values: $values) {
    name rule size low high isEstimate sample { id number displayName } } }`;

/** How many segments are laid over one another at once. */
const OVERLAP_MAX = 10;

export const allSegments: Telling = async (desk) => needData(await desk.ask(ALL));

/** A segment with a page of its members; what its rule looks at, in words. */
export const oneSegment: Telling = async (desk, id, { after }) => {
  const { segment } = needData(await desk.ask(ONE, { id, after: after ?? null }));
  const { rule } = (segment ?? {}) as { rule?: string | null };
  return { segment, looksAt: rule ? await namesIn(desk, rule) : [] };
};

export const oneLayering: Telling = async (desk, id) => ({ layering: needData(await desk.ask(SET, { id }))['node'] });

export const overlap: Telling = async (desk, _id, { ids = '' }) => {
  const chosen = ids.split(',').filter(Boolean).slice(0, OVERLAP_MAX);
  return needData(await desk.ask(OVERLAP, { ids: chosen }));
};

/** The customary segments, and the one each pair of scores is in, also where nobody is. */
export const rfm: Telling = async (desk) => ({
  ...needData(await desk.ask(RFM)),
  names: RFM_SEGMENTS.map(({ code, name }) => ({ code, name: name[desk.locale] })),
  places: Object.fromEntries(STEPS.flatMap((r) => STEPS.map((f) => [`${r}${f}`, rfmSegmentOf(r, f).code]))),
});

const STEPS = [1, 2, 3, 4, 5];

interface Known {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly isForRules: boolean;
  readonly isCustom: boolean;
}

/** What a rule about members may look at: attributes, and questions with arguments. */
export async function wordsOfRules(desk: Desk): Promise<object[]> {
  const known = await attributesOf(desk);
  const { functions } = desk.house.programs.current().vocabulary;
  const questions = functions.map(({ name, parameters, description }) => ({
    text: `${name}(${parameters.map((type) => (type === 'string' ? '""' : '30')).join(', ')})`,
    name: description[desk.locale],
  }));
  return [...known.map(({ written, name }) => ({ text: written, name })), ...questions];
}

async function attributesOf(desk: Desk): Promise<{ written: string; name: string }[]> {
  const known = needData(await desk.ask(ATTRIBUTES))['attributes'] as readonly Known[];
  return known
    .filter(({ code, isForRules }) => isForRules && !code.startsWith('activity.'))
    .map(({ code, name, isCustom }) => ({ written: isCustom ? `custom.${code}` : code, name }));
}

async function namesIn(desk: Desk, rule: string): Promise<object[]> {
  const { ruleCheck } = needData(await desk.ask(CHECK, { rule })) as { ruleCheck: { attributes: string[] } };
  const known = await attributesOf(desk);
  return ruleCheck.attributes.map((text) => ({ text, name: known.find(({ written }) => written === text)?.name ?? text }));
} // prettier-ignore

interface Asked {
  readonly rules: readonly string[] | null;
  readonly preset: string | null;
  readonly values: readonly unknown[];
}

/** What is wrong with rules that are being written; and, when nothing is, whom they would select. */
export const checkRules: Telling = async (desk, _id, { asked = '' }) => {
  const { rules, preset, values } = askedIn(asked);
  if (rules?.length === 1) return checkOne(desk, rules[0] ?? '');
  const checks = await Promise.all((rules ?? []).map((rule) => checkOf(desk, rule)));
  if (checks.some(({ ok }) => !ok)) return { checks, preview: null, problem: null };
  const { data, errors } = await desk.ask(PREVIEW, { rules, preset, values });
  const preview = data?.['segmentPreview'] ?? null; // names may be nothing for this role, which is no problem of the rule
  return { checks, preview, problem: preview ? null : (errors[0]?.message ?? null) };
};

interface CheckedOne {
  readonly warnings: readonly { message: string }[];
  readonly sample: readonly object[] | null;
  readonly size: { readonly members: number | null } | null;
}

/** A single rule: of many members its size is told from a sample of them. */
async function checkOne(desk: Desk, rule: string): Promise<object> {
  const check = needData(await desk.ask(CHECK_ONE, { rule }))['ruleCheck'] as CheckedOne;
  const { size, sample, warnings } = check;
  const preview = size ? [{ name: null, rule: null, sample, ...size, size: size.members ?? 0 }] : null;
  return { checks: [check], preview, problem: null, warnings: warnings.map(({ message }) => message) };
}

async function checkOf(desk: Desk, rule: string): Promise<{ ok: boolean }> {
  return needData(await desk.ask(CHECK, { rule }))['ruleCheck'] as { ok: boolean };
}

/** A page of ours sends nothing else; what is none of it is nothing. */
function askedIn(text: string): Asked {
  const asked = parsed(text) as { rules?: unknown; preset?: unknown; values?: unknown } | null;
  const rules = Array.isArray(asked?.rules) ? asked.rules.map(textOf) : null;
  return { rules, preset: textOf(asked?.preset) || null, values: Array.isArray(asked?.values) ? asked.values : [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
