import type { LocalisedText } from '../../src/kernel/refusal.js';
import type { LadderEntry, PackItem, TierEntry } from '../../src/modules/tiers/index.js';
import { isBenefit, isPackage } from '../../src/modules/tiers/index.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import { textsIn } from '../locale/texts.js';
import type { DeedField } from './deed.js';

export type Sent = Readonly<Record<string, unknown>>;

type Rule = TierEntry['entry'];

const METRICS = ['SPEND', 'ORDERS', 'POINTS'] as const;
const YEARS = ['CALENDAR', 'MEMBERSHIP'] as const;
const VALIDITIES = ['EVER', 'MONTHS', 'CALENDAR_YEAR', 'MEMBERSHIP_YEAR'] as const;
const DOWNGRADES = ['NONE', 'ONE_STEP', 'TO_FIT'] as const;

/** The fields of a tier, as it is or for a new one. */
export function tierFields(desk: Desk, tier: TierEntry | null): DeedField[] {
  const { multiplier = null, validity, perks = [], upgradePack = [] } = tier ?? {};
  const pack = upgradePack.map(packed).join(', ');
  return [
    ...nameFields(tier?.name),
    field('rank', 'number', { isRequired: true, otherwise: numbered(tier?.rank) }),
    choose(desk, 'isInvitedOnly', ['no', 'yes'], tier?.invitedOnly ? 'yes' : 'no', true),
    ...ruleFields(desk, 'entry', tier?.entry ?? null),
    ...ruleFields(desk, 'keep', tier?.keep ?? null),
    choose(desk, 'validity', VALIDITIES, spelled(validity?.kind ?? 'ever'), true),
    field('months', 'number', { otherwise: validity?.kind === 'months' ? String(validity.months) : '' }),
    field('graceDays', 'number', { otherwise: numbered(tier?.graceDays ?? 0) }),
    choose(desk, 'downgrade', DOWNGRADES, spelled(tier?.downgrade ?? 'one-step'), true),
    field('multiplier', 'text', { otherwise: multiplier ? `${multiplier.numerator}/${multiplier.denominator}` : '' }),
    field('upgradePack', 'text', { otherwise: pack }),
    field('perks', 'long', { otherwise: perks.map(inThree).join('\n') }),
  ];
}

export function ladderFields(ladder: LadderEntry | null): DeedField[] {
  return [
    ...nameFields(ladder?.name),
    field('nearPercent', 'number', { otherwise: numbered(ladder?.nearPercent) }),
    field('endingDays', 'number', { otherwise: numbered(ladder?.endingDays) }),
  ];
}

/** What was sent of a tier, as the API takes it. */
export function tierInput(code: string, sent: Sent, before: TierEntry | null): object {
  const said = textOf(sent['multiplier']).trim();
  const [numerator, denominator] = fractionOf(said);
  return {
    code,
    name: namesIn(sent),
    rank: numberOf(sent['rank']),
    isInvitedOnly: textOf(sent['isInvitedOnly']) === 'yes',
    entry: ruleInput(sent, 'entry'),
    keep: ruleInput(sent, 'keep'),
    validity: { kind: textOf(sent['validity']) || 'EVER', months: numberOf(sent['months']) },
    graceDays: numberOf(sent['graceDays']),
    downgrade: textOf(sent['downgrade']) || null,
    multiplier: said === '' ? null : { numerator, denominator, wallets: before?.multiplier?.wallets ?? null },
    perks: linesOf(sent['perks']).map(fromThree),
    upgradePack: packIn(textOf(sent['upgradePack'])),
  };
}

export function ladderInput(code: string, sent: Sent): object {
  const [nearPercent, endingDays] = [numberOf(sent['nearPercent']), numberOf(sent['endingDays'])];
  return { code, name: namesIn(sent), nearPercent, endingDays };
}

function nameFields(name: LocalisedText | undefined): DeedField[] {
  const three = { nameZhCN: name?.['zh-CN'], nameZhTW: name?.['zh-TW'], nameEn: name?.en };
  return Object.entries(three).map(([of, text]) => field(of, 'text', { isRequired: true, otherwise: text ?? '' }));
}

export function namesIn(sent: Sent): object {
  return { en: textOf(sent['nameEn']), zhCN: textOf(sent['nameZhCN']), zhTW: textOf(sent['nameZhTW']) };
}

function ruleFields(desk: Desk, of: 'entry' | 'keep', rule: Rule): DeedField[] {
  const counted = rule && !('when' in rule) ? rule : null;
  return [
    choose(desk, `${of}Metric`, METRICS, counted ? counted.measure.toUpperCase() : ''),
    field(`${of}AtLeast`, 'number', { otherwise: numbered(counted?.atLeast) }),
    field(`${of}Wallet`, 'text', { otherwise: counted?.wallet ?? '' }),
    field(`${of}Days`, 'number', { otherwise: numbered(counted?.days) }),
    choose(desk, `${of}Year`, YEARS, counted?.year?.toUpperCase() ?? ''),
    field(`${of}Condition`, 'long', { otherwise: rule && 'when' in rule ? rule.when : '' }),
  ];
}

/** Null where nothing of it was filled in. */
function ruleInput(sent: Sent, of: 'entry' | 'keep'): object | null {
  const [metric, condition] = [textOf(sent[`${of}Metric`]), textOf(sent[`${of}Condition`]).trim()];
  if (metric === '' && condition === '') return null;
  return {
    metric: metric || null,
    atLeast: numberOf(sent[`${of}AtLeast`]),
    wallet: textOf(sent[`${of}Wallet`]).trim() || null,
    days: numberOf(sent[`${of}Days`]),
    year: textOf(sent[`${of}Year`]) || null,
    condition: condition || null,
  };
}

function field(name: string, kind: DeedField['kind'], more: Partial<DeedField> = {}): DeedField {
  return { name, label: name, kind, ...more };
}

function choose(desk: Desk, name: string, among: readonly string[], otherwise: string, isRequired = false): DeedField {
  const { tierForm, choices } = textsIn(desk.locale);
  const labels = { ...choices, ...tierForm } as Readonly<Record<string, string>>;
  const offered = among.map((value) => ({ value, label: labels[value] ?? value }));
  return field(name, 'one', { isRequired, otherwise, choices: offered });
}

/** `1.5` or `3/2`; what is neither comes to nothing the API takes. */
function fractionOf(text: string): [number, number] {
  const [top = '', bottom = '1'] = text.split('/');
  const decimals = top.split('.')[1]?.length ?? 0;
  const scale = 10 ** decimals;
  const [numerator, denominator] = [Math.round(Number(top) * scale), Number(bottom) * scale];
  const common = greatestDivisor(numerator, denominator);
  return [numerator / common, denominator / common];
}

function greatestDivisor(a: number, b: number): number {
  return b > 0 && Number.isSafeInteger(a) && Number.isSafeInteger(b) ? greatestDivisor(b, a % b) : Math.max(1, a || 1);
}

const BENEFIT = 'benefit:';
const PACKAGE = 'package:';

/** `points 300`, `benefit:coffee 2` or `package:welcome`. */
function packed(item: PackItem): string {
  if (isPackage(item)) return `${PACKAGE}${item.package}`;
  return isBenefit(item)
    ? `${BENEFIT}${item.benefit} ${String(item.quantity)}`
    : `${item.wallet} ${String(item.points)}`;
}

function packIn(text: string): object[] {
  return text.split(',').flatMap((part) => {
    const [code = '', many] = part.trim().split(/\s+/);
    const amount = Number(many ?? NaN) || 0;
    if (code.startsWith(BENEFIT)) return { benefit: code.slice(BENEFIT.length), amount };
    if (code.startsWith(PACKAGE)) return { package: code.slice(PACKAGE.length) };
    return code === '' ? [] : { wallet: code, amount };
  });
}

/** A line of a form: 简体 | 繁體 | English. */
function inThree(text: LocalisedText): string {
  return [text['zh-CN'], text['zh-TW'], text.en].join(' | ');
}

function fromThree(line: string): object {
  const [zhCN = '', zhTW = zhCN, en = zhCN] = line.split('|').map((text) => text.trim());
  return { zhCN, zhTW, en };
}

function linesOf(value: unknown): string[] {
  return textOf(value).split('\n').filter((line) => line.trim() !== ''); // prettier-ignore
}

function numberOf(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : textOf(value).trim();
  return text === '' ? null : Number(text);
}

function numbered(value: number | null | undefined): string {
  return value == null ? '' : String(value);
}

/** `one-step` of the file is `ONE_STEP` of the API. */
function spelled(value: string): string {
  return value.toUpperCase().replaceAll('-', '_');
}
