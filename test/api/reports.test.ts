import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../src/kernel/calendar.js';
import { verifyLedger } from '../../src/modules/points/index.js';
import {
  account,
  adjust,
  buy,
  capture,
  earn,
  enrolMember,
  giveBack,
  hold,
  release,
  settleDue,
  spend,
  transfer,
} from '../support/acts.js';
import { ledgerProgram } from '../support/ledger-program.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const TRIAL = 'query T($asOf: DateTime) { trialBalance(asOf: $asOf) { total lines { wallet { code } kind brandId debit credit balance } } }'; // prettier-ignore
const LIABILITY = 'query L($by: LiabilityBy!, $asOf: DateTime, $wallet: String) { pointsLiability(by: $by, asOf: $asOf, wallet: $wallet) { key wallet { code } outstanding pending held worth { amountMinor } } }'; // prettier-ignore
const BREAKAGE = 'query B($wallet: String!) { pointsBreakage(wallet: $wallet, from: "2026-01-01", to: "2026-12-31") { cohort issued ages { months spent expired otherwise outstanding expiredShare } } }'; // prettier-ignore
const THEN = 'query M($id: ID!, $at: DateTime!) { member(id: $id) { balancesAt(at: $at) { wallet { code } available pending held owed } } }'; // prettier-ignore
const STATEMENT = 'query S($id: ID!, $from: Date!, $to: Date!) { member(id: $id) { statement(wallet: "points", from: $from, to: $to) { opening closing isCut entries { kind amount balance reason orderId } } } }'; // prettier-ignore

interface Line {
  readonly wallet: { readonly code: string };
  readonly kind: string;
  readonly brandId: string | null;
  readonly balance: number;
}

let api: TestApi;
let host: string;
let partner: string;
let memberId: string;
/** Instants at which somebody looked, with what members had in all then. */
const looks: { at: number; points: number; balances: unknown }[] = [];

beforeAll(async () => {
  api = await openTestApi({ program: ledgerProgram });
  host = await api.key(['host-admin']);
  partner = await api.key(['members:read', 'points:read'], 'partner');
  memberId = await enrolMember(api);
  const other = await enrolMember(api);
  await buy(api, memberId, 20_000, { orderId: 'a' });
  await look();
  api.clock.advance(3 * DAY_MS);
  await spend(api, memberId, 30);
  await hold(api, memberId, 50, 'points', { minutes: 43_200 });
  await earn(api, memberId, 40, 'later');
  await look();
  api.clock.advance(20 * DAY_MS);
  await settleDue(api);
  await giveBack(api, memberId, 10_000, 'a');
  await transfer(api, memberId, other, 15);
  await adjust(api, memberId, -5);
  await look();
  api.clock.advance(100 * DAY_MS);
  await settleDue(api);
  const holdId = await hold(api, memberId, 10);
  await capture(api, memberId, holdId);
  await look();
});
afterAll(async () => {
  expect(await verifyLedger(api.house)).toMatchObject({ ok: true, differences: [] });
  await api.close();
});

async function look(): Promise<void> {
  const balances = [];
  for (const { code } of ledgerProgram.wallets)
    balances.push({ wallet: { code }, ...(await account(api, memberId, code)) });
  const [row] = await api.house.database.reader.rows<{ sum: number }>(
    "SELECT SUM(available + pending + held) AS sum FROM point_accounts WHERE wallet = 'points'",
  );
  looks.push({ at: api.clock.now(), points: row?.sum ?? 0, balances });
  api.clock.advance(1);
}

async function ask<T>(document: string, variables: object, path: string, token = host): Promise<T> {
  const answer = await api.ask(document, variables, { token });
  expect(answer.errors).toBeUndefined();
  return at<T>(answer, `data.${path}`);
}

describe('The past', () => {
  it('is told as it was stored then', async () => {
    expect(looks).toHaveLength(4);
    for (const { at: then, balances } of looks) {
      const variables = { id: memberId, at: new Date(then).toISOString() };
      expect(await ask(THEN, variables, 'member.balancesAt')).toEqual(balances);
    }
    const before = { id: memberId, at: '2020-01-01T00:00:00Z' };
    const nothing = await ask<{ available: number }[]>(THEN, before, 'member.balancesAt');
    expect(nothing.every(({ available }) => available === 0)).toBe(true);
  });

  it('is closed: at every instant all accounts together are zero, and members have what they had', async () => {
    for (const { at: then, points } of looks) {
      const asOf = new Date(then).toISOString();
      const { total, lines } = await ask<{ total: number; lines: Line[] }>(TRIAL, { asOf }, 'trialBalance');
      expect(total).toBe(0);
      const members = lines.find(({ kind, wallet }) => kind === 'MEMBERS' && wallet.code === 'points');
      expect(members?.balance).toBe(points);
      const gifts = lines.filter(({ kind }) => kind === 'TRANSFERRED');
      expect(gifts.every(({ balance }) => balance === 0)).toBe(true);
      for (const by of ['COHORT', 'FUNDER', 'EXPIRY_MONTH']) {
        const owed = await ask<{ outstanding: number }[]>(LIABILITY, { by, asOf, wallet: 'points' }, 'pointsLiability');
        expect(owed.reduce((sum, { outstanding }) => sum + outstanding, 0)).toBe(points);
      }
    }
  });

  it('says who pays for what is outstanding, when it dies and what it is worth', async () => {
    const byFunder = await ask(LIABILITY, { by: 'FUNDER', wallet: 'points' }, 'pointsLiability');
    expect(byFunder).toEqual([{ key: 'brd_host', wallet: { code: 'points' }, outstanding: 55, pending: 0, held: 0, worth: { amountMinor: 55 } }]); // prettier-ignore
    const byEnd = await ask(LIABILITY, { by: 'EXPIRY_MONTH', wallet: 'summer' }, 'pointsLiability');
    expect(byEnd).toEqual([
      { key: '2026-06', wallet: { code: 'summer' }, outstanding: 100, pending: 0, held: 0, worth: null },
    ]);
    const byCohort = await ask(LIABILITY, { by: 'COHORT', wallet: 'points' }, 'pointsLiability');
    expect(byCohort).toMatchObject([
      { key: '2026-01', outstanding: 40 },
      { key: '2026-02', outstanding: 15 },
    ]);
  });

  it('tells of what is outstanding what waits, then and now, and what is held now', async () => {
    const [, second] = looks;
    const question = { by: 'COHORT', wallet: 'later', asOf: new Date(second?.at ?? 0).toISOString() };
    expect(await ask(LIABILITY, question, 'pointsLiability')).toMatchObject([{ key: '2026-01', outstanding: 40, pending: 40, held: null }]); // prettier-ignore
    const held = await hold(api, memberId, 7);
    expect(await ask(LIABILITY, { by: 'COHORT', wallet: 'points' }, 'pointsLiability')).toMatchObject([
      { key: '2026-01', outstanding: 40, held: 7 },
      { key: '2026-02', outstanding: 15, held: 0 },
    ]);
    await release(api, memberId, held);
  });

  it('is not told of more than ten years of earning, nor backwards', async () => {
    for (const [from, to] of [
      ['2016-01-01', '2026-12-31'],
      ['2026-02-01', '2026-01-31'],
    ]) {
      const refused = await api.ask(`{ pointsBreakage(wallet: "points", from: "${from}", to: "${to}") { cohort } }`, {}, { token: host }); // prettier-ignore
      expect(at(refused, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
    }
  });

  it('shows how the points of a month were used up', async () => {
    const [later] = await ask<{ cohort: string; issued: number; ages: object[] }[]>(BREAKAGE, { wallet: 'later' }, 'pointsBreakage'); // prettier-ignore
    expect(later).toMatchObject({ cohort: '2026-01', issued: 40 });
    expect(later?.ages).toHaveLength(5);
    expect(later?.ages[2]).toEqual({ months: 2, spent: 0, expired: 0, otherwise: 0, outstanding: 40, expiredShare: 0 });
    expect(later?.ages[3]).toEqual({ months: 3, spent: 0, expired: 40, otherwise: 0, outstanding: 0, expiredShare: 1 });
    const [points] = await ask<{ ages: object[] }[]>(BREAKAGE, { wallet: 'points' }, 'pointsBreakage');
    expect(points?.ages.at(-1)).toEqual({ months: 4, spent: 40, expired: 0, otherwise: 120, outstanding: 40, expiredShare: 0 }); // prettier-ignore
  });

  it('is a statement whose periods follow one another', async () => {
    const ask2 = (from: string, to: string) => ask<{ opening: number; closing: number; entries: { kind: string; amount: number; balance: number }[] }>(STATEMENT, { id: memberId, from, to }, 'member.statement'); // prettier-ignore
    const [first, second] = [await ask2('2026-01-01', '2026-01-31'), await ask2('2026-02-01', '2026-12-31')];
    expect(first).toMatchObject({ opening: 0, closing: 170 });
    expect(first.entries.map(({ kind, amount, balance }) => [kind, amount, balance])).toEqual([['EARN', 200, 200], ['SPEND', -30, 170]]); // prettier-ignore
    expect(second.opening).toBe(first.closing);
    expect(second.closing).toBe(40);
    expect(second.entries.map(({ kind }) => kind).sort()).toEqual(['ADJUST', 'SPEND', 'TAKE_BACK', 'TRANSFER_OUT']);
    const wrong = await api.ask(STATEMENT, { id: memberId, from: '2026-02-01', to: '2026-01-01' }, { token: host });
    expect(at(wrong, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });

  it('is the host’s business, and the member’s own', async () => {
    await api.house.database.transaction(async (sql) => ({
      value: await sql.run("INSERT INTO member_links (memberId, brandId, linkedAt) VALUES (?, 'brd_partner', 0)", [memberId]),
      commit: true,
    })); // prettier-ignore
    const variables = { id: memberId, at: new Date(looks[0]?.at ?? 0).toISOString() };
    expect(await ask(THEN, variables, 'member', partner)).toEqual({ balancesAt: null });
    const period = { id: memberId, from: '2026-01-01', to: '2026-12-31' };
    expect(await ask(STATEMENT, period, 'member.statement', partner)).toMatchObject({ opening: 0, closing: 0, entries: [] }); // prettier-ignore
    for (const [document, variables] of [[TRIAL, {}], [LIABILITY, { by: 'COHORT' }], [BREAKAGE, { wallet: 'points' }]] as const) {
      const denied = await api.ask(document, variables, { token: partner });
      expect(at(denied, 'errors.0.extensions.code')).toBe('FORBIDDEN');
    } // prettier-ignore
  });
});

describe('The books of a day', () => {
  it('are closed when it is over, and a closed book that was altered is found', async () => {
    const sealed = await api.house.database.reader.rows<{ day: string; transfers: number }>(
      'SELECT day, transfers FROM point_seals ORDER BY day',
    );
    expect(sealed.map(({ day }) => day)).toEqual(expect.arrayContaining(['2026-01-15', '2026-01-18', '2026-02-07']));
    const alter = (by: number) =>
      api.house.database.transaction(async (sql) => ({
        value: await sql.run("UPDATE point_day_totals SET credited = credited + ? WHERE day = '2026-01-15' AND account = 'members' AND wallet = 'points'", [by]),
        commit: true,
      })); // prettier-ignore
    await alter(1);
    const { ok, differences } = await verifyLedger(api.house);
    expect({ ok, what: differences.map(({ what, id }) => [what, id]) }).toEqual({ ok: false, what: [['seal', '2026-01-15 members']] }); // prettier-ignore
    await alter(-1);
  });
});
