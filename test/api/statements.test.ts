import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { read, write } from '../../src/kernel/unit-of-work.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { showProgram } from '../../src/modules/engine/index.js';
import { issuingOf, packLeft, returnToPack, takeFromPack } from '../../src/modules/settlements/index.js';
import { enrolMember } from '../support/acts.js';
import { follow } from '../support/house.js';
import { BRANDS, manyBrands, moveAt } from '../modules/settlements/between-brands.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const STATEMENT = `query ($brandId: ID!, $month: String!) { statement(brandId: $brandId, month: $month) {
  id state version dueOn totals { receivableMinor receivableTaxMinor payableMinor payableTaxMinor balanceMinor currency }
  lines { number kind isReceivable payerId payeeId issuerId wallet walletName points sharePercent rate agreementOfId agreementFrom amountMinor taxMinor } } }`;
const ANSWERED = 'statement { state version reason disputedLine note } errors { code message path }';
const ACCEPT = `mutation ($id: ID!, $version: Int!) { done: statementAccept(id: $id, expectedVersion: $version) { ${ANSWERED} } }`;
const DISPUTE = `mutation ($id: ID!, $version: Int!, $reason: String!, $line: Int) { done: statementDispute(id: $id, expectedVersion: $version, reason: $reason, line: $line) { ${ANSWERED} } }`;
const SETTLE = `mutation ($id: ID!, $version: Int!, $note: String!) { done: statementSettle(id: $id, expectedVersion: $version, note: $note) { ${ANSWERED} } }`;
const AGREE = `mutation ($input: PartnerAgreementInput!, $version: Int, $key: String!) { done: partnerAgreementSave(input: $input, expectedVersion: $version, idempotencyKey: $key) {
  agreement { brandId validFrom earnRate redeemRate settlementDay taxBasisPoints hostSharePercent issuing version } errors { code path } replayed } }`;
const AGREEMENTS = 'query ($brandId: ID!) { partnerAgreements(brandId: $brandId) { validFrom earnRate version } }';
const LIST = '{ statements(first: 10) { totalCount nodes { brandId month state totals { balanceMinor } } } }';
const BUY = `mutation ($input: PointsPackInput!, $key: String!, $dryRun: Boolean) { done: pointsPackBuy(input: $input, idempotencyKey: $key, dryRun: $dryRun) {
  packId balances { wallet remaining } errors { code message } replayed } }`;

let api: TestApi;
let host: string;
let north: string;
let south: string;

beforeAll(async () => {
  api = await openTestApi({ program: manyBrands });
  host = await api.key(['host-admin']);
  const scopes = ['statements:read', 'statements:dispute', 'packs:buy'];
  north = await api.key(scopes, 'north');
  south = await api.key(scopes, 'south');
  const member = await enrolMember(api);
  await moveAt(api, 'earn', 'brd_north', member, 1_000);
  await moveAt(api, 'spend', 'brd_south', member, 600);
  await moveAt(api, 'spend', 'brd_host', member, 300);
});
afterAll(() => api.close());

const statement = async (brandId: string, token: string, month = '2026-01') =>
  at<Record<string, unknown> | null>(await api.ask(STATEMENT, { brandId, month }, { token }), 'data.statement');
const done = async (document: string, variables: object, token: string) =>
  at<Record<string, unknown>>(await api.ask(document, variables, { token }), 'data.done');
const code = (payload: Record<string, unknown>) => (payload['errors'] as { code: string }[])[0]?.code;
const idOf = async (brandId: string, month?: string) => String((await statement(brandId, host, month))?.['id']);

describe('statement', () => {
  it('is open while the month is, and counts what has happened so far', async () => {
    expect(await statement('brd_north', north)).toMatchObject({
      state: 'OPEN',
      version: 0,
      dueOn: null,
      totals: { receivableMinor: 0, payableMinor: 350, payableTaxMinor: 9, balanceMinor: -359, currency: 'USD' },
      lines: [
        { number: 1, kind: 'POINTS', isReceivable: false, payerId: 'brd_north', payeeId: 'brd_host', points: 300, rate: 501, amountMinor: 150, taxMinor: 9 },
        { number: 2, payeeId: 'brd_south', points: 600, rate: 333, agreementOfId: 'brd_south', agreementFrom: '2025-12-01', amountMinor: 200, taxMinor: 0, walletName: 'points' },
      ],
    });
  }); // prettier-ignore

  it('of another brand is not there for a partner; the host sees every one', async () => {
    expect(await statement('brd_north', south)).toBeNull();
    expect(await statement('brd_nobody', host)).toBeNull();
    const balances = await Promise.all(BRANDS.map((brandId) => statement(brandId, host)));
    const sum = balances.reduce((total, each) => total + (each?.['totals'] as { balanceMinor: number }).balanceMinor, 0); // prettier-ignore
    expect(sum).toBe(0);
    const id = await idOf('brd_north');
    const node = async (token: string) => (await api.ask('query ($id: ID!) { node(id: $id) { id } }', { id }, { token })).data; // prettier-ignore
    expect(await node(north)).toEqual({ node: { id } });
    expect(await node(south)).toEqual({ node: null });
  });

  it('is not there for months to come and before there were partners, and a month has a form', async () => {
    expect(await statement('brd_north', north, '2026-02')).toBeNull();
    expect(await statement('brd_north', north, '2025-12')).toBeNull();
    const wrong = await api.ask(STATEMENT, { brandId: 'brd_north', month: '2026-13' }, { token: north });
    expect(at(wrong, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });

  it('cannot be answered before it is issued', async () => {
    const id = await idOf('brd_north');
    expect(code(await done(ACCEPT, { id, version: 0 }, north))).toBe('STATEMENT_NOT_ISSUED');
    expect(code(await done(ACCEPT, { id, version: 0 }, south))).toBe('NOT_FOUND');
  });
});

describe('pointsPackBuy', () => {
  const order = { wallet: 'points', points: 10_000, priceMinor: 2_500 };
  const terms = { brandId: 'brd_south', validFrom: '2026-01-10', earnRate: 250, redeemRate: 200, issuing: 'PREPAID' };

  it('needs an agreement that says so', async () => {
    expect(code(await done(BUY, { input: order, key: 'early' }, south))).toBe('PACKS_NOT_AGREED');
    expect(issuingOf(api.house.programs.current(), 'brd_south', '2026-01-15')).toBe('on_spend');
    expect(code(await done(AGREE, { input: terms, key: 'prepaid' }, host))).toBeUndefined();
    expect(issuingOf(api.house.programs.current(), 'brd_south', '2026-01-15')).toBe('prepaid');
    expect(issuingOf(api.house.programs.current(), 'brd_south', '2026-01-09')).toBe('on_spend');
  });

  it('sells at the agreed price, once, and a dry run keeps nothing', async () => {
    const tried = await done(BUY, { input: order, key: 'first', dryRun: true }, south);
    expect(tried).toMatchObject({ packId: null, balances: [{ wallet: 'points', remaining: 10_000 }], errors: [] });
    const cheap = await done(BUY, { input: { ...order, priceMinor: 1 }, key: 'cheap' }, south);
    expect(code(cheap)).toBe('PACK_PRICE_NOT_AGREED');
    const bought = await done(BUY, { input: order, key: 'first' }, south);
    expect(bought).toMatchObject({ balances: [{ wallet: 'points', remaining: 10_000 }], replayed: false });
    expect(await done(BUY, { input: order, key: 'first' }, south)).toEqual({ ...bought, replayed: true });
    expect(await done(BUY, { input: { ...order, brandId: null }, key: 'first' }, south)).toEqual({ ...bought, replayed: true });
    expect(code(await done(BUY, { input: { ...order, brandId: 'brd_north' }, key: 'theirs' }, south))).toBe('NOT_FOUND');
    expect(code(await done(BUY, { input: { ...order, wallet: 'none' }, key: 'none' }, south))).toBe('UNKNOWN_WALLET');
    const gift = { ...order, brandId: 'brd_south', points: 5, priceMinor: 0 };
    expect(await done(BUY, { input: gift, key: 'gift' }, host)).toMatchObject({ balances: [{ remaining: 10_005 }], errors: [] });
  }); // prettier-ignore

  it('stands on the statement of the month, and nobody takes more than is left', async () => {
    const lines = (await statement('brd_south', south))?.['lines'] as object[];
    expect(lines[0]).toMatchObject({ kind: 'PACK', isReceivable: false, payeeId: 'brd_host', points: 10_005, rate: null, amountMinor: 2_500 }); // prettier-ignore
    const { house, caller } = api;
    const take = (points: number) =>
      write(house, { caller, members: [] }, (session) => takeFromPack(session, 'brd_south', 'points', points));
    const taken = await Promise.all([6_000, 6_000, 6_000].map(take));
    expect(taken.filter(({ value }) => value)).toHaveLength(1);
    await write(house, { caller, members: [] }, async (session) => {
      await returnToPack(session, 'brd_south', 'points', 1_000);
      return undefined;
    });
    expect(await packLeft(house.database.reader, 'brd_south')).toEqual(new Map([['points', 5_005]]));
  });
});

describe('partnerAgreementSave', () => {
  const input = { brandId: 'brd_bare', validFrom: '2026-01-20', earnRate: 100, redeemRate: 80 };

  it('makes a version, changes it as it was seen last, and the program file says so', async () => {
    const made = await done(AGREE, { input, key: 'bare' }, host);
    expect(made).toMatchObject({ agreement: { ...input, settlementDay: 15, taxBasisPoints: 0, hostSharePercent: 0, issuing: 'ON_SPEND', version: 1 }, errors: [] }); // prettier-ignore
    expect(await done(AGREE, { input, key: 'bare' }, host)).toMatchObject({ replayed: true });
    expect(await done(AGREE, { input: { ...input, issuing: null }, key: 'bare' }, host)).toMatchObject({
      replayed: true,
    });
    expect(code(await done(AGREE, { input, key: 'again' }, host))).toBe('VERSION_CONFLICT');
    const change = { brandId: 'brd_bare', validFrom: '2026-01-20', earnRate: 120 };
    const changed = await done(AGREE, { input: change, version: 1, key: 'change' }, host);
    expect(changed).toMatchObject({ agreement: { earnRate: 120, redeemRate: 80, version: 2 } });
    const shown = (await showProgram(read(api.house, api.caller))) as { agreements: object[] };
    expect(shown.agreements).toContainEqual(expect.objectContaining({ brand: 'bare', validFrom: '2026-01-20', earnRate: 120 })); // prettier-ignore
    const { hash } = api.house.programs.current();
    await follow(api.house, shown);
    expect(api.house.programs.current().hash).toBe(hash);
  });

  it('refuses what is no agreement, and brands that are no partners', async () => {
    const wrong = { ...input, validFrom: '2026-02-20' };
    const refused = async (more: object) => code(await done(AGREE, { input: { ...wrong, ...more }, key: JSON.stringify(more) }, host)); // prettier-ignore
    expect(await refused({ settlementDay: 29 })).toBe('INVALID_INPUT');
    expect(await refused({ earnRate: null })).toBe('INVALID_INPUT');
    expect(await refused({ brandId: 'brd_host' })).toBe('NOT_FOUND');
    expect(at(await api.ask(AGREE, { input: wrong, key: 'north' }, { token: north }), 'errors.0.extensions.code')).toBe('FORBIDDEN'); // prettier-ignore
  });

  it('is told to the partner it is about, and to nobody else', async () => {
    const told = async (brandId: string, token: string) => (await api.ask(AGREEMENTS, { brandId }, { token })).data;
    expect(await told('brd_north', north)).toMatchObject({ partnerAgreements: [{ validFrom: '2026-01-21' }, { validFrom: '2026-01-01' }] }); // prettier-ignore
    expect(await told('brd_north', south)).toEqual({ partnerAgreements: [] });
  });
});

describe('a month that is over', () => {
  beforeAll(async () => {
    api.clock.set(Date.UTC(2026, 1, 3));
    host = await api.key(['host-admin']);
    await runDue(api.house);
  });

  it('issues a statement to every brand, and its agreements do not change any more', async () => {
    expect(await statement('brd_north', north)).toMatchObject({ state: 'ISSUED', version: 1, dueOn: '2026-02-15' });
    const late = { brandId: 'brd_bare', validFrom: '2026-01-31', earnRate: 1, redeemRate: 1 };
    expect(code(await done(AGREE, { input: late, key: 'late' }, host))).toBe('AGREEMENT_IN_USE');
    const { agreements, ...program } = (await showProgram(read(api.house, api.caller))) as { agreements: { brand: string }[] }; // prettier-ignore
    const without = { ...program, agreements: agreements.filter(({ brand }) => brand !== 'north') };
    await expect(follow(api.house, without)).rejects.toMatchObject({ code: 'AGREEMENT_IN_USE' });
    const all = await api.ask(LIST, {}, { token: host });
    expect(at<number>(all, 'data.statements.totalCount')).toBe(4);
    const own = await api.ask(LIST, {}, { token: north });
    expect(at<object[]>(own, 'data.statements.nodes')).toEqual([{ brandId: 'brd_north', month: '2026-01', state: 'ISSUED', totals: { balanceMinor: -279 } }]); // prettier-ignore
  });

  it('is disputed by its brand with a reason and a line, accepted after that, and settled by the host for ever', async () => {
    const id = await idOf('brd_north', '2026-01');
    const reason = 'We count 299 points';
    expect(code(await done(DISPUTE, { id, version: 1, reason, line: 3 }, north))).toBe('INVALID_INPUT');
    expect(code(await done(DISPUTE, { id, version: 1, reason: ' ' }, north))).toBe('INVALID_INPUT');
    expect(code(await done(DISPUTE, { id, version: 1, reason }, south))).toBe('NOT_FOUND');
    expect(code(await done(DISPUTE, { id, version: 7, reason }, north))).toBe('VERSION_CONFLICT');
    const disputed = await done(DISPUTE, { id, version: 1, reason, line: 1 }, north);
    expect(disputed).toMatchObject({ statement: { state: 'DISPUTED', version: 2, reason, disputedLine: 1 } });
    expect(await done(ACCEPT, { id, version: 2 }, north)).toMatchObject({ statement: { state: 'ACCEPTED', version: 3 } });
    expect(code(await done(ACCEPT, { id, version: 3 }, north))).toBe('STATEMENT_STATE');
    expect(at(await api.ask(SETTLE, { id, version: 3, note: 'paid' }, { token: north }), 'errors.0.extensions.code')).toBe('FORBIDDEN');
    const settled = await done(SETTLE, { id, version: 3, note: 'Paid on 10 February' }, host);
    expect(settled).toMatchObject({ statement: { state: 'SETTLED', version: 4, note: 'Paid on 10 February' } });
    const again = await api.ask(DISPUTE, { id, version: 4, reason }, { token: north, language: 'en' });
    expect(at(again, 'data.done.errors.0')).toMatchObject({ code: 'STATEMENT_STATE', message: 'The statement is settled already.' });
    const audit = await api.house.database.reader.rows('SELECT action FROM audit_rows WHERE subjectId = ? ORDER BY id', [id]);
    expect(audit).toEqual([{ action: 'settlements.disputed' }, { action: 'settlements.accepted' }, { action: 'settlements.settled' }]);
  }); // prettier-ignore
});
