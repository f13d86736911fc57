import { dayOf, daysBetween } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import { windowOf } from '../../kernel/caller.js';
import { refuse } from '../../kernel/refusal.js';
import type { ReadSession } from '../../kernel/session.js';
import type { WalletEntry } from '../points/index.js';
import type { Ladder, TiersPart } from '../tiers/index.js';
import { tiersParticipant } from '../tiers/index.js';
import type { By, Metric, Parameter, Question } from './metric.js';
import { cut } from './periods.js';
import { metrics } from './registry.js';
import { isStep } from './slots.js';

/** What somebody asks for, in its own words. */
export interface Asked {
  readonly key: string;
  readonly by: By | null;
  readonly from: Day;
  readonly to: Day;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** Three years with a leap day. */
export const DAYS_MAX = 1_096;
const PIECES_MAX = 366;
const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2999-12-31'];

/** The metric of a key. Refuses UNKNOWN_METRIC. */
export function metricOf(key: string): Metric {
  return metrics.find((metric) => metric.key === key) ?? refuse('UNKNOWN_METRIC', { key }, ['key']);
}

/**
 * Checks what is asked of a metric. Refuses METRIC_HOST_ONLY, METRIC_NOT_BY, PERIOD_EMPTY, PERIOD_TOO_LONG and
 * METRIC_PARAMETER_WRONG.
 */
export function questionOf({ caller, now, house }: ReadSession, metric: Metric, asked: Asked): Question {
  const { by, from, to } = asked;
  const isPartner = windowOf(caller) !== null;
  if (isPartner && metric.isHostOnly) refuse('METRIC_HOST_ONLY', { key: metric.key }, ['key']);
  if (by !== null && !metric.by.includes(by)) refuse('METRIC_NOT_BY', { key: metric.key, by, known: metric.by.join(', ') || '-' }, ['by']); // prettier-ignore
  // tiers are reached by what was done with every brand, and who enrolled whom is told to nobody else
  if (isPartner && (by === 'TIER' || by === 'BRAND')) refuse('METRIC_HOST_ONLY', { key: `${metric.key} × ${by}` }, ['by']); // prettier-ignore
  checkPeriod(asked);
  const pieces = isStep(by) ? cut({ from, to }, by) : [{ from, to }];
  if (pieces.length > PIECES_MAX) refuse('PERIOD_TOO_LONG', { days: PIECES_MAX }, ['to']);
  const { zone, hostBrandId, parts, sections } = house.programs.current();
  const given = givenOf(metric, asked);
  const wallets = sections['wallets'] as readonly WalletEntry[];
  const { ladders } = parts[tiersParticipant.name] as TiersPart;
  return {
    by,
    from,
    to,
    pieces,
    numbers: numbersOf(metric, given),
    wallet: walletOf(wallets, given.get('wallet')),
    ladder: ladderOf(ladders, given.get('ladder')),
    zone,
    now,
    today: dayOf(now, zone),
    hostBrandId,
    caller,
    engine: house.database.engine,
    acts: [...house.activityTypes.values()].filter(({ origin, type }) => origin !== 'HOUSE' && type !== 'refund').map(({ type }) => type), // prettier-ignore
  };
}

function checkPeriod({ from, to }: Asked): void {
  if (from >= to) refuse('PERIOD_EMPTY', {}, ['to']);
  if (daysBetween(from, to) > DAYS_MAX || from < FIRST_DAY || to > LAST_DAY) {
    refuse('PERIOD_TOO_LONG', { days: DAYS_MAX }, ['to']);
  }
}

function givenOf({ key, parameters }: Metric, asked: Asked): ReadonlyMap<string, string> {
  for (const { name } of asked.parameters) {
    if (!parameters.some((each) => each.name === name)) wrong(name, `${key}: ${parameters.map((each) => each.name).join(', ') || '-'}`); // prettier-ignore
  }
  return new Map(asked.parameters.map(({ name, value }) => [name, value]));
}

function numbersOf({ parameters }: Metric, given: ReadonlyMap<string, string>): Record<string, number> {
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
function walletOf(wallets: readonly WalletEntry[], code: string | undefined): string {
  const usual = wallets.find(({ spendable }) => spendable)?.code ?? '';
  if (code === undefined) return usual;
  return wallets.find((wallet) => wallet.code === code)?.code ?? wrong('wallet', codesOf(wallets));
}

function ladderOf(ladders: readonly Ladder[], code: string | undefined): Ladder {
  if (code === undefined) return ladders[0] ?? NO_LADDER;
  return ladders.find((ladder) => ladder.code === code) ?? wrong('ladder', codesOf(ladders));
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
