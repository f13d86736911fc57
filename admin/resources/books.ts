import { addDays, dayOf, startOfDay } from '../../src/kernel/calendar.js';
import type { WalletEntry } from '../../src/modules/points/index.js';
import { PointSeal } from '../../src/modules/points/index.js';
import { brandOfProgram } from '../../src/modules/brands/index.js';
import type { Desk } from '../desk.js';
import { textsIn } from '../locale/texts.js';
import type { Shelf, Telling } from './shelf.js';

const WALLET = 'wallet { code unitName }';
const LINES = `key ${WALLET} outstanding pending held worth { amountMinor currency }`;
const BOOKS = `query Books($asOf: DateTime) {
  trialBalance(asOf: $asOf) { total lines { ${WALLET} kind brandId debit credit balance } }
  byEnd: pointsLiability(by: EXPIRY_MONTH, asOf: $asOf) { ${LINES} }
  byCohort: pointsLiability(by: COHORT, asOf: $asOf) { ${LINES} }
  byFunder: pointsLiability(by: FUNDER, asOf: $asOf) { ${LINES} } }`;
const BREAKAGE = `query Breakage($wallet: String!, $from: Date!, $to: Date!) {
  pointsBreakage(wallet: $wallet, from: $from, to: $to) { cohort issued ages { months spent expired outstanding expiredShare } } }`;
const YEARS_SHOWN_DAYS = 730;

interface Line {
  readonly key: string;
}

/** Every account, what is outstanding, and how points of the last two years were used up; at the end of a day, or now. */
const books: Telling = async (desk, _id, { asOf }) => {
  const { zone } = desk.house.programs.current();
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(asOf ?? '') && !Number.isNaN(Date.parse(asOf ?? ''));
  const at = isDay ? new Date(startOfDay(addDays(asOf ?? '', 1), zone) - 1).toISOString() : null;
  const { data, errors } = await desk.ask(BOOKS, { asOf: at });
  const trial = data?.['trialBalance'] as { lines: { brandId: string | null }[] } | null | undefined;
  const named = (name: string) => ((data?.[name] ?? []) as Line[]).map((line) => ({ ...line, name: nameOf(desk, line.key) }));
  return {
    trial: trial ? { ...trial, lines: trial.lines.map((line) => ({ ...line, brand: line.brandId && nameOf(desk, line.brandId) })) } : null,
    byEnd: named('byEnd'),
    byCohort: named('byCohort'),
    byFunder: named('byFunder'),
    breakage: trial ? await curves(desk) : [],
    problem: errors[0]?.message ?? null,
  };
}; // prettier-ignore

/** Curves of the wallets whose points die. */
async function curves(desk: Desk): Promise<object[]> {
  const { sections, zone } = desk.house.programs.current();
  const today = dayOf(desk.house.clock.now(), zone);
  const mortal = (sections['wallets'] as WalletEntry[]).filter(({ expiry }) => expiry.kind !== 'never');
  const answers = mortal.map(async ({ code, unitName }) => {
    const { data } = await desk.ask(BREAKAGE, { wallet: code, from: addDays(today, -YEARS_SHOWN_DAYS), to: today });
    return { wallet: unitName[desk.locale], cohorts: (data?.['pointsBreakage'] ?? []) as object[] };
  });
  return (await Promise.all(answers)).filter(({ cohorts }) => cohorts.length > 0);
}

/** Months are what they are; brands have names, and what never dies has a word. */
function nameOf(desk: Desk, key: string): string {
  if (key === 'never') return textsIn(desk.locale).expiry.never;
  return brandOfProgram(desk.house.programs.current(), key)?.name ?? key;
}

export const booksShelf: Shelf = {
  icon: 'BookOpen',
  pages: { list: 'Books' },
  tellAll: books,
  table: {
    id: 'books',
    entity: PointSeal,
    scope: 'ledger:read',
    columns: { day: 'day', transfers: 'number', sealedAt: 'instant' },
    order: ['day'],
    isDescending: true,
  },
};
