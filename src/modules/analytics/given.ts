import { ExpressionError, firstThatHolds, rulesToSql } from '../../kernel/expression/index.js';
import type { SqlContext } from '../../kernel/expression/index.js';
import { refuse } from '../../kernel/refusal.js';
import type { BenefitsPart, Offered } from '../benefits/index.js';
import { LEVELS } from '../benefits/index.js';
import type { WalletEntry } from '../points/index.js';
import type { SegmentsPart } from '../segments/index.js';
import type { Ladder } from '../tiers/index.js';
import type { AnyRule, BenefitsAsked, Layering, Metric, Parameter } from './metric.js';
import type { Asked } from './question.js';

/** What was said of parameters, each checked. All refuse METRIC_PARAMETER_WRONG. */
type Given = ReadonlyMap<string, string>;

export function givenOf({ key, parameters }: Metric, asked: Pick<Asked, 'parameters'>): Given {
  for (const { name } of asked.parameters) {
    if (!parameters.some((each) => each.name === name)) wrong(name, `${key}: ${parameters.map((each) => each.name).join(', ') || '-'}`); // prettier-ignore
  }
  return new Map(asked.parameters.map(({ name, value }) => [name, value]));
}

export function numbersOf({ parameters }: Metric, given: Given): Record<string, number> {
  return Object.fromEntries(
    parameters.flatMap((parameter) =>
      parameter.kind === 'NUMBER' ? [[parameter.name, numberOf(parameter, given.get(parameter.name))]] : [],
    ),
  );
}

function numberOf({ name, usual, min, max }: Extract<Parameter, { kind: 'NUMBER' }>, text: string | undefined): number {
  if (text === undefined) return usual;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : wrong(name, `${min}–${max}`);
}

/** The wallet of a code, or the first members can spend from. A program without wallets has no points to count. */
export function walletOf(wallets: readonly WalletEntry[], code: string | undefined): string {
  const usual = wallets.find(({ spendable }) => spendable)?.code ?? '';
  if (code === undefined) return usual;
  return wallets.find((wallet) => wallet.code === code)?.code ?? wrong('wallet', codesOf(wallets));
}

export function ladderOf(ladders: readonly Ladder[], code: string | undefined): Ladder {
  if (code === undefined) return ladders[0] ?? NO_LADDER;
  return ladders.find((ladder) => ladder.code === code) ?? wrong('ladder', codesOf(ladders));
}

/** The layering of a code, or the first. A program without layerings has one without layers. */
export function layeringOf({ levels }: SegmentsPart, code: string | undefined, context: SqlContext): Layering {
  const layerings = levels.flat().filter(({ isLayering }) => isLayering);
  const found = layerings.find((each) => code === undefined || each.code === code);
  if (!found && code !== undefined) wrong('layering', codesOf(layerings));
  const layers = found?.audiences ?? [];
  const ruled = layers.flatMap(({ code: value, rule }) => (rule ? [{ rule, value }] : []));
  return { code: found?.code ?? '', layers, rules: () => firstThatHolds(ruled, context) };
}

/** Segments by the names of the parameters that mean them; one the program does not have has no members. */
export function segmentsOf({ parameters }: Metric, { audiences }: SegmentsPart, given: Given): Record<string, string> {
  return Object.fromEntries(
    parameters.flatMap(({ name, ...parameter }) => {
      if (parameter.kind !== 'SEGMENT') return [];
      const code = given.get(name);
      if (code !== undefined && !audiences.has(code)) wrong(name, codesOf([...audiences.values()]));
      return [[name, code ?? parameter.usual]];
    }),
  );
}

/** The benefit of a code and what rules say about it and its level; rules become SQL only where they are asked for. */
export function benefitsOf(part: BenefitsPart, metric: Metric, given: Given, context: SqlContext): BenefitsAsked {
  const code = given.get('benefit') ?? null;
  const benefits = [...part.benefits.values()];
  if (code !== null && !part.benefits.has(code)) wrong('benefit', codesOf(benefits.slice(0, CODES_TOLD)));
  const usual = metric.parameters.find(({ kind }) => kind === 'LEVEL');
  const level = given.get('level') ?? (usual?.kind === 'LEVEL' ? usual.usual : '');
  if (level !== '' && !LEVELS.some((each) => each === level)) wrong('level', LEVELS.join(', '));
  const ofLevel = benefits.filter((each) => each.level === level);
  const standing = ofLevel.filter(({ isStanding, status }) => isStanding && (status === 'live' || status === 'watch'));
  const named = code === null ? undefined : part.benefits.get(code);
  return {
    code,
    level,
    ofLevel: ofLevel.map((each) => each.code),
    eligible: () => anyOf(named ? [named] : [], context) ?? null,
    standing: () => anyOf(standing, context),
  };
} // prettier-ignore

/** As many codes as a sentence can bear. */
const CODES_TOLD = 20;

/** Rules as one; null where one of them is for everybody, undefined where there are none. Refuses RULE_NOT_COUNTED. */
function anyOf(benefits: readonly Offered[], context: SqlContext): AnyRule | null | undefined {
  if (benefits.length === 0) return undefined;
  const rules = benefits.flatMap(({ eligibility }) => eligibility ?? []);
  if (rules.length < benefits.length) return null;
  const { joins, conditions } = countable(benefits, () => rulesToSql(rules, context));
  const where = conditions.map(({ text }) => `COALESCE(${text}, 0) = 1`).join(' OR ');
  return { joins, where: { text: `(${where})`, params: conditions.flatMap(({ params }) => params) } };
}

function countable<T>(benefits: readonly Offered[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const benefit = benefits.map(({ code }) => code).join(', ');
    return refuse('RULE_NOT_COUNTED', { benefit }, ['parameters']);
  }
}
/** A program without ladders has one step on which everybody stands. */
const NO_LADDER: Ladder = {
  code: '',
  name: { en: '', 'zh-CN': '', 'zh-TW': '' },
  tiers: [
    {
      code: '',
      name: { en: '', 'zh-CN': '', 'zh-TW': '' },
      rank: 0,
      entry: null,
      keep: null,
      validity: { kind: 'ever' },
      graceDays: 0,
      policy: 'none',
      isInvitedOnly: false,
      multiplier: null,
      perks: [],
      upgradePack: [],
    },
  ],
  nearPercent: null,
  endingDays: null,
};

function codesOf(known: readonly { readonly code: string }[]): string {
  return known.map(({ code }) => code).join(', ') || '-';
}

function wrong(name: string, known: string): never {
  return refuse('METRIC_PARAMETER_WRONG', { name, known }, ['parameters']);
}
