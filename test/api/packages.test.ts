import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startOfDay } from '../../src/kernel/calendar.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { adjust, buy, enrolMember } from '../support/acts.js';
import { freeUnits, grantsOf, redeem } from '../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../support/benefit-program.js';
import { HOME, parcelActs, SAVE } from '../support/parcel-acts.js';
import { TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const PACKAGE = `package { id code kind status version name parts { benefit { code } quantity isBirthdayMonthOnly } cycle { unit count } noticeDays
    price { wallet points money { amountMinor } } totalValue { amountMinor currency } priceWorth { amountMinor } saving { amountMinor } brandId }
  errors { code message path } replayed`;
const CREATE = `mutation ($input: BenefitPackageCreateInput!, $key: String!) { benefitPackageCreate(input: $input, idempotencyKey: $key) { ${PACKAGE} } }`;
const UPDATE = `mutation ($id: ID!, $input: BenefitPackageUpdateInput!, $version: Int!, $key: String!) {
  benefitPackageUpdate(packageId: $id, input: $input, expectedVersion: $version, idempotencyKey: $key) { ${PACKAGE} } }`;
const PUBLISH = `mutation ($id: ID!, $version: Int!, $key: String!) { benefitPackagePublish(packageId: $id, expectedVersion: $version, idempotencyKey: $key) { ${PACKAGE} } }`;
const RETIRE = `mutation ($id: ID!, $version: Int!, $key: String!) { benefitPackageRetire(packageId: $id, expectedVersion: $version, idempotencyKey: $key) { ${PACKAGE} } }`;
const GIVEN = `packageIssue { id status source package { code } grants { id status source benefit { code } instead { code } expiresAt packageIssue { id } } card { from until status } }
  outcome { grants { id status benefit { code } } packages { packageIssueId package { code } } } errors { code message path } replayed`;
const ISSUE = `mutation ($member: MemberRef!, $id: ID!, $key: String!, $dryRun: Boolean = false) { benefitPackageIssue(member: $member, packageId: $id, reason: "welcome", idempotencyKey: $key, dryRun: $dryRun) { ${GIVEN} } }`;
const EXCHANGE = `mutation ($member: MemberRef, $id: ID!, $expected: PriceInput, $key: String!) { benefitPackageExchange(member: $member, packageId: $id, expectedPrice: $expected, idempotencyKey: $key) {
  package { code } ${GIVEN} } }`;
const REVOKE = `mutation ($id: ID!, $key: String!) { benefitPackageRevoke(packageIssueId: $id, reason: "by mistake", idempotencyKey: $key) { used { id } ${GIVEN} } }`;
const CARD = `cards(status: [LIVE, ENDED, REVOKED]) { packageIssueId status from until package { code }
  cycle { number from until parts { benefit { code } quota used remaining } } }`;

interface Told {
  readonly package?: { readonly id: string; readonly version: number } | null;
  readonly packageIssue?: { readonly id: string; readonly grants: readonly { readonly id: string }[] } | null;
  readonly outcome?: { readonly grants: readonly { readonly id: string | null }[] } | null;
  readonly errors: readonly { readonly code: string; readonly path: readonly string[] | null }[];
  readonly replayed: boolean;
}

const named = (text: string) => ({ en: text, zhCN: `${text}（简）`, zhTW: `${text}（繁）` });
const texts = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });

const benefits = [
  coupon('five', { valueMinor: 500, usesMax: 2 }),
  coupon('tea', { valueMinor: 300 }),
  coupon('mug', { valueMinor: 2_000, ...counted(3) }),
  coupon('cap', { ...counted(1), otherwise: [{ kind: 'substitute', benefit: 'tea' }] }),
  coupon('gone', { status: 'retired' }),
  { code: 'sent', kind: 'gift', name: 'Sent', delivery: { kind: 'ship' } },
  coupon('standing', { isStanding: true, isClaimable: false }),
];
const packages = [
  { code: 'welcome', kind: 'bundle', name: texts('Welcome'), parts: [{ benefit: 'five' }, { benefit: 'tea', quantity: 2 }, { benefit: 'mug' }], price: { wallet: 'points', points: 80 } },
  { code: 'rare', kind: 'bundle', name: texts('Rare'), parts: [{ benefit: 'tea' }, { benefit: 'mug', quantity: 4 }], price: { wallet: 'points', points: 10 } },
  { code: 'capped', kind: 'bundle', name: texts('Capped'), parts: [{ benefit: 'cap', quantity: 2 }] },
  { code: 'posted', kind: 'bundle', name: texts('Posted'), parts: [{ benefit: 'sent' }], price: { wallet: 'points', points: 60 } },
  { code: 'light', kind: 'bundle', name: texts('Light'), parts: [{ benefit: 'five' }, { benefit: 'tea' }], price: { wallet: 'points', points: 50 } },
]; // prettier-ignore

let api: TestApi;
let host: string;
let partner: string;
let keys = 0;

beforeAll(async () => {
  const wallets = [{ code: 'points', unitName: texts('points'), cash: { points: 1, minor: 10 } }, { code: 'growth', unitName: texts('growth'), spendable: false }, { code: 'later', unitName: texts('later') }]; // prettier-ignore
  const rules = [{ code: 'on-share', name: texts('On share'), on: 'share', grant: [{ package: 'light' }] }];
  api = await openTestApi({ program: { ...benefitProgram(benefits, rules), wallets, packages } });
  host = await api.key(['host-admin']);
  partner = await api.key(['benefits:write', 'benefits:read', 'catalogue:read'], 'partner');
});
afterAll(() => api.close());

async function act(document: string, variables: object, token = host): Promise<Told> {
  const answered = await api.ask(document, { key: `k-${(keys += 1)}`, ...variables }, { token });
  if (answered.errors) throw new Error(JSON.stringify(answered.errors));
  return Object.values(answered.data as Record<string, Told>)[0] as Told;
}
const refusal = async (...asked: Parameters<typeof act>) => {
  const told = await act(...asked);
  expect(told.package ?? told.packageIssue ?? null).toBeNull();
  return told.errors[0];
};
const create = (code: string, more: object = {}) => ({ input: { code, kind: 'BUNDLE', name: named(code), parts: [{ benefit: 'five' }], ...more } }); // prettier-ignore
const balance = async (id: string) => at<number>(await api.ask('query ($id: ID!) { member(id: $id) { balances { wallet { code } available } } }', { id }, { token: host }), 'data.member.balances.0.available'); // prettier-ignore
const benefitsOf = async (memberId: string) => (await grantsOf(api, memberId)).map(({ benefit }) => benefit).sort();

describe('benefitPackageCreate and what follows', () => {
  it('make a draft, tell what its parts are worth against its price, change it and let it be had', async () => {
    const input = { parts: [{ benefit: 'five', quantity: 2 }, { benefit: 'tea', isBirthdayMonthOnly: true }], kind: 'CARD', cycle: { unit: 'MONTH', count: 12 }, price: { wallet: 'points', points: 100 } }; // prettier-ignore
    const made = await act(CREATE, { ...create('year', input), key: 'year' });
    expect(made).toMatchObject({
      package: {
        id: 'pkg_year', kind: 'CARD', status: 'DRAFT', version: 1, name: 'year', cycle: { unit: 'MONTH', count: 12 }, noticeDays: 3, brandId: 'brd_host',
        parts: [{ benefit: { code: 'five' }, quantity: 2, isBirthdayMonthOnly: false }, { benefit: { code: 'tea' }, quantity: 1, isBirthdayMonthOnly: true }],
        totalValue: { amountMinor: 12_300, currency: 'USD' }, priceWorth: { amountMinor: 1_000 }, saving: { amountMinor: 11_300 },
      },
      errors: [],
    }); // prettier-ignore
    expect(await act(CREATE, { ...create('year', input), key: 'year' })).toMatchObject({ package: { version: 1 }, replayed: true }); // prettier-ignore
    const list = async (token: string, filter: object = {}) => (await api.ask('query ($filter: BenefitPackageFilter) { benefitPackages(filter: $filter) { code } }', { filter }, { token })).data; // prettier-ignore
    expect(await list(host)).toEqual({ benefitPackages: ['welcome', 'rare', 'capped', 'posted', 'light'].map((code) => ({ code })) }); // prettier-ignore
    expect(await list(host, { status: ['DRAFT'] })).toEqual({ benefitPackages: [{ code: 'year' }] });
    expect(await list(partner, { status: ['DRAFT'] })).toEqual({ benefitPackages: [] });
    expect(await act(UPDATE, { id: 'pkg_year', version: 1, input: { noticeDays: 7, priceMinor: 9_900, price: null } })).toMatchObject({ package: { version: 2, noticeDays: 7, price: { points: null, money: { amountMinor: 9_900 } }, saving: { amountMinor: 2_400 } } }); // prettier-ignore
    expect(await refusal(UPDATE, { id: 'pkg_year', version: 1, input: {} })).toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(await act(PUBLISH, { id: 'pkg_year', version: 2 })).toMatchObject({
      package: { status: 'LIVE', version: 3 },
    });
    expect(await refusal(PUBLISH, { id: 'pkg_year', version: 3 })).toMatchObject({ code: 'PACKAGE_NOT_DRAFT' });
    expect(await refusal(UPDATE, { id: 'pkg_year', version: 3, input: { cycle: { unit: 'WEEK', count: 4 }, noticeDays: 1 } })).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'cycle', 'unit'] }); // prettier-ignore
    const retired = { id: 'pkg_year', version: 3 };
    expect(await act(RETIRE, retired)).toMatchObject({ package: { status: 'RETIRED', version: 4 } });
    expect(await refusal(RETIRE, { ...retired, version: 4 })).toMatchObject({ code: 'PACKAGE_RETIRED' });
  });

  it.each<[string, object, string, string[]]>([
    ['nothing in it', { parts: [] }, 'INVALID_INPUT', ['input', 'parts']],
    ['none of a part', { parts: [{ benefit: 'tea' }, { benefit: 'five', quantity: 0 }] }, 'INVALID_INPUT', ['input', 'parts', '1', 'quantity']],
    ['a benefit nobody knows', { parts: [{ benefit: 'tea' }, { benefit: 'nothing' }] }, 'UNKNOWN_BENEFIT', ['input', 'parts', '1', 'benefit']],
    ['a benefit that is retired', { parts: [{ benefit: 'gone' }] }, 'PACKAGE_PART_GONE', ['input', 'parts', '0', 'benefit']],
    ['a standing right', { parts: [{ benefit: 'standing' }] }, 'BENEFIT_STANDING', ['input', 'parts', '0', 'benefit']],
    ['another package', { parts: [{ benefit: 'welcome' }] }, 'PACKAGE_NESTED', ['input', 'parts', '0', 'benefit']],
    ['a benefit twice', { parts: [{ benefit: 'tea' }, { benefit: 'tea' }] }, 'INVALID_INPUT', ['input', 'parts', '1', 'benefit']],
    ['too much', { parts: [{ benefit: 'tea', quantity: 60 }, { benefit: 'five' }] }, 'INVALID_INPUT', ['input', 'parts']],
    ['cycles, and is a bundle', { cycle: { unit: 'WEEK', count: 2 } }, 'INVALID_INPUT', ['input', 'cycle']],
    ['no cycles, and is a card', { kind: 'CARD' }, 'INVALID_INPUT', ['input', 'cycle']],
    ['a notice longer than a cycle', { kind: 'CARD', cycle: { unit: 'WEEK', count: 2 }, noticeDays: 7 }, 'INVALID_INPUT', ['input', 'noticeDays']],
    ['a birthday in a bundle', { parts: [{ benefit: 'tea', isBirthdayMonthOnly: true }] }, 'INVALID_INPUT', ['input', 'parts', '0', 'isBirthdayMonthOnly']],
    ['a code that is taken', { code: 'welcome' }, 'PACKAGE_CODE_TAKEN', ['input', 'code']],
    ['an unknown wallet', { price: { wallet: 'miles', points: 5 } }, 'UNKNOWN_WALLET', ['input', 'price', 'wallet']],
  ])('refuse a package with %s', async (_, input, code, path) => {
    expect(await refusal(CREATE, create('bad', input))).toMatchObject({ code, path });
  }); // prettier-ignore

  it('keep a benefit from retiring that is a part of one that can be had', async () => {
    const query = 'mutation ($key: String!) { benefitRetire(benefitId: "bnf_cap", expectedVersion: 1, withoutReplacement: true, reason: "x", honourUntil: "2027-01-01T00:00:00Z", idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
    expect(await act(query, {})).toMatchObject({ errors: [{ code: 'PACKAGE_PART_GONE' }] });
  });

  it('leave a partner its own packages of its own benefits', async () => {
    expect(await refusal(CREATE, create('theirs'), partner)).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'parts', '0', 'benefit'] }); // prettier-ignore
    expect(await refusal(UPDATE, { id: 'pkg_welcome', version: 1, input: {} }, partner)).toMatchObject({ code: 'NOT_FOUND', path: ['packageId'] }); // prettier-ignore
  });
});

describe('benefitPackageIssue', () => {
  it('gives all parts at once, each of which knows its package, and a repeat gives nothing more', async () => {
    const id = await enrolMember(api);
    const asked = { member: { id }, id: 'pkg_welcome', key: 'give-once' };
    const dry = await act(ISSUE, { ...asked, dryRun: true });
    expect(dry).toMatchObject({ packageIssue: null, errors: [], outcome: { packages: [{ packageIssueId: null, package: { code: 'welcome' } }] } }); // prettier-ignore
    expect(dry.outcome?.grants.map((grant) => grant.id)).toEqual([null, null, null, null]);
    expect(await grantsOf(api, id)).toEqual([]);
    const told = await act(ISSUE, asked);
    const own = told.packageIssue?.id;
    expect(own).toMatch(/^pki_/);
    expect(told).toMatchObject({
      packageIssue: { status: 'LIVE', source: 'HAND', package: { code: 'welcome' }, card: null },
      errors: [],
      replayed: false,
    });
    const parts = ['five', 'tea', 'tea', 'mug'].map((code) => ({ benefit: { code }, source: 'PACKAGE', status: 'ISSUED', packageIssue: { id: own } })); // prettier-ignore
    expect(told.packageIssue?.grants).toHaveLength(4);
    expect(told.packageIssue?.grants).toEqual(expect.arrayContaining(parts.map((part) => expect.objectContaining(part) as object))); // prettier-ignore
    expect(told.outcome?.grants).toHaveLength(4);
    expect(await act(ISSUE, asked)).toMatchObject({ packageIssue: { id: own }, replayed: true });
    expect(await benefitsOf(id)).toEqual(['five', 'mug', 'tea', 'tea']);
    const facts = await api.house.database.reader.rows<{ type: string }>('SELECT type FROM activities WHERE memberId = ? ORDER BY sequence', [id]); // prettier-ignore
    expect(facts.map(({ type }) => type)).toEqual(['member.enrolled', 'package.given', 'package.issued', 'benefit.issued', 'benefit.issued', 'benefit.issued', 'benefit.issued']); // prettier-ignore
  });

  it('gives nothing at all when one part has run out in the middle', async () => {
    const id = await enrolMember(api);
    const before = await freeUnits(api, 'mug');
    expect(await refusal(ISSUE, { member: { id }, id: 'pkg_rare' })).toMatchObject({ code: 'OUT_OF_STOCK' });
    expect(await grantsOf(api, id)).toEqual([]);
    expect(await freeUnits(api, 'mug')).toBe(before);
    const rows = await api.house.database.reader.rows('SELECT id FROM package_issues WHERE memberId = ?', [id]);
    expect(rows).toEqual([]);
  });

  it('gives what stands in for a part of which there is none left', async () => {
    const id = await enrolMember(api);
    const { packageIssue } = await act(ISSUE, { member: { id }, id: 'pkg_capped' });
    expect(packageIssue?.grants).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ benefit: { code: 'cap' }, instead: null }),
        expect.objectContaining({ benefit: { code: 'tea' }, instead: { code: 'cap' }, source: 'COMPENSATION' }),
      ]),
    );
  });

  it('comes of a rule as well', async () => {
    const id = await enrolMember(api);
    const report = 'mutation ($id: ID!) { activityRecord(member: { id: $id }, input: { type: "share", externalId: "pkg-share", payload: { network: "x" } }) { outcome { packages { package { code } } grants { benefit { code } } } errors { code } } }'; // prettier-ignore
    const told = await api.ask(report, { id }, { token: host });
    expect(at(told, 'data.activityRecord.outcome')).toEqual({ packages: [{ package: { code: 'light' } }], grants: [{ benefit: { code: 'five' } }, { benefit: { code: 'tea' } }] }); // prettier-ignore
    expect(await benefitsOf(id)).toEqual(['five', 'tea']);
  });

  it('is refused for a package that cannot be had, or is not there', async () => {
    const id = await enrolMember(api);
    expect(await refusal(ISSUE, { member: { id }, id: 'pkg_year' })).toMatchObject({ code: 'PACKAGE_NOT_LIVE' });
    expect(await refusal(ISSUE, { member: { id }, id: 'pkg_nothing' })).toMatchObject({ code: 'NOT_FOUND', path: ['packageId'] }); // prettier-ignore
  });
});

describe('benefitPackageRevoke', () => {
  it('takes back what was not used and says what was', async () => {
    const id = await enrolMember(api);
    const { packageIssue } = await act(ISSUE, { member: { id }, id: 'pkg_light' });
    const [five = { id: '' }] = (packageIssue?.grants ?? []).filter((grant) => (grant as unknown as { benefit: { code: string } }).benefit.code === 'five'); // prettier-ignore
    await redeem(api, id, five.id);
    const taken = { id: packageIssue?.id, key: 'revoke-once' };
    expect(await act(REVOKE, taken)).toMatchObject({ used: [{ id: five.id }], packageIssue: { status: 'REVOKED' }, errors: [] }); // prettier-ignore
    expect(await act(REVOKE, taken)).toMatchObject({ used: [{ id: five.id }], replayed: true });
    expect(await refusal(REVOKE, { id: packageIssue?.id })).toMatchObject({ code: 'PACKAGE_REVOKED' });
    expect((await grantsOf(api, id)).map(({ benefit, status }) => `${benefit} ${status}`).sort()).toEqual(['five issued', 'tea revoked']); // prettier-ignore
    expect(await refusal(REVOKE, { id: 'pki_01J00000000000000000000000' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('gives the points back where nothing was used, and the units to the stock', async () => {
    const id = await enrolMember(api);
    await adjust(api, id, 80);
    const before = await freeUnits(api, 'mug');
    const { packageIssue } = await act(EXCHANGE, { member: { id }, id: 'pkg_welcome' });
    expect([await balance(id), await freeUnits(api, 'mug')]).toEqual([0, before - 1]);
    await act(REVOKE, { id: packageIssue?.id });
    expect([await balance(id), await freeUnits(api, 'mug')]).toEqual([80, before]);
  });
});

describe('A package with something that is sent', () => {
  it('gives its points back once the last thing that was to be sent is not', async () => {
    const id = await enrolMember(api);
    await adjust(api, id, 60);
    const { packageIssue } = await act(EXCHANGE, { member: { id }, id: 'pkg_posted' });
    const acts = parcelActs(api, host);
    const [parcel] = await api.house.database.reader.rows<{ id: string }>('SELECT id FROM fulfilments WHERE memberId = ?', [id]); // prettier-ignore
    await acts.ask(SAVE, { id: parcel?.id, address: HOME });
    expect(await act(REVOKE, { id: packageIssue?.id })).toMatchObject({ errors: [], used: [{ id: packageIssue?.grants[0]?.id }] }); // prettier-ignore
    expect(await balance(id)).toBe(0);
    await acts.update(parcel?.id ?? '', { act: 'REVOKE', reason: 'not wanted' });
    await acts.update(parcel?.id ?? '', { act: 'REVOKE', reason: 'not wanted' });
    expect(await balance(id)).toBe(60);
  });

  it('taken back asks for no address any more', async () => {
    const id = await enrolMember(api);
    const { packageIssue } = await act(ISSUE, { member: { id }, id: 'pkg_posted' });
    await act(REVOKE, { id: packageIssue?.id });
    expect(await api.house.database.reader.rows('SELECT status FROM fulfilments WHERE memberId = ?', [id])).toEqual([{ status: 'cancelled' }]); // prettier-ignore
  });
});

describe('benefitPackageExchange', () => {
  it('pays points for all of it, by the member itself, once', async () => {
    const id = await enrolMember(api);
    await adjust(api, id, 120);
    const token = at(await api.ask(TOKEN, { member: { id } }, { token: host }), 'data.memberTokenIssue.token');
    const asked = { id: 'pkg_light', expected: { points: 50 }, key: 'exchange-once' };
    expect(await act(EXCHANGE, { ...asked, expected: { points: 40 }, key: 'other' }, token)).toMatchObject({ errors: [{ code: 'PRICE_CHANGED' }] }); // prettier-ignore
    expect(await act(EXCHANGE, asked, token)).toMatchObject({ package: { code: 'light' }, packageIssue: { source: 'EXCHANGE' }, errors: [] }); // prettier-ignore
    expect(await act(EXCHANGE, asked, token)).toMatchObject({ replayed: true });
    expect(await balance(id)).toBe(70);
    expect(await benefitsOf(id)).toEqual(['five', 'tea']);
    expect(await refusal(EXCHANGE, { member: { id }, id: 'pkg_capped' })).toMatchObject({ code: 'PACKAGE_NOT_EXCHANGEABLE' }); // prettier-ignore
  });

  it('takes no points where a part has run out', async () => {
    const id = await enrolMember(api);
    await adjust(api, id, 100);
    expect(await act(EXCHANGE, { member: { id }, id: 'pkg_rare' })).toMatchObject({ errors: [{ code: 'OUT_OF_STOCK' }] }); // prettier-ignore
    expect([await balance(id), await grantsOf(api, id)]).toEqual([100, []]);
  });

  it('succeeds once of ten at the same time with points for one', async () => {
    const id = await enrolMember(api);
    await adjust(api, id, 90);
    const all = await Promise.all(Array.from({ length: 10 }, () => act(EXCHANGE, { member: { id }, id: 'pkg_light' })));
    const codes = all.map(({ errors }) => errors[0]?.code ?? 'done').sort();
    expect(codes).toEqual([...Array.from({ length: 9 }, () => 'INSUFFICIENT_POINTS'), 'done']);
    expect([await balance(id), await benefitsOf(id)]).toEqual([40, ['five', 'tea']]);
  });
});

describe('A card', () => {
  const card = { kind: 'CARD', cycle: { unit: 'MONTH', count: 3 }, parts: [{ benefit: 'five' }, { benefit: 'tea' }] };
  const instant = (day: string) => new Date(startOfDay(day, 'America/New_York')).toISOString();

  it('shows the member what is left of its cycle, opens the next one, and ends', async () => {
    await act(CREATE, create('quarter-card', card));
    await act(PUBLISH, { id: 'pkg_quarter-card', version: 1 });
    const id = await enrolMember(api);
    const { packageIssue } = await act(ISSUE, { member: { id }, id: 'pkg_quarter-card' });
    const token = at(await api.ask(TOKEN, { member: { id } }, { token: host }), 'data.memberTokenIssue.token');
    const read = async () => at<object[]>(await api.ask(`query ($id: ID!) { member(id: $id) { ${CARD} } }`, { id }, { token: host }), 'data.member.cards'); // prettier-ignore
    const part = (code: string, [quota, used, remaining]: readonly number[]) => ({ benefit: { code }, quota, used, remaining }); // prettier-ignore
    const parts = (five: readonly number[], tea: readonly number[]) => [part('five', five), part('tea', tea)];
    expect(at(await api.ask(`{ me { ${CARD} } }`, {}, { token }), 'data.me.cards')).toMatchObject([{ packageIssueId: packageIssue?.id, status: 'LIVE', until: instant('2026-04-15'), package: { code: 'quarter-card' }, cycle: { number: 1, until: instant('2026-02-15'), parts: parts([2, 0, 2], [1, 0, 1]) } }]); // prettier-ignore
    const [five = { id: '' }] = (await grantsOf(api, id)).filter(({ benefit }) => benefit === 'five');
    await redeem(api, id, five.id);
    expect(await read()).toMatchObject([{ cycle: { parts: parts([2, 1, 1], [1, 0, 1]) } }]);
    api.clock.set(startOfDay('2026-02-15', 'America/New_York'));
    await runDue(api.house);
    expect(await read()).toMatchObject([{ cycle: { number: 2, from: instant('2026-02-15'), until: instant('2026-03-15'), parts: parts([2, 0, 2], [1, 0, 1]) } }]); // prettier-ignore
    expect((await grantsOf(api, id)).map(({ status }) => status).sort()).toEqual(['expired', 'expired', 'issued', 'issued']); // prettier-ignore
    const unused = await api.house.database.reader.rows<{ payload: string }>("SELECT payload FROM activities WHERE memberId = ? AND type = 'card.unused'", [id]); // prettier-ignore
    expect(unused.map(({ payload }) => JSON.parse(payload) as object)).toMatchObject([{ package: 'quarter-card', daysLeft: 3, parts: [{ benefit: 'five', remaining: 1 }, { benefit: 'tea', remaining: 1 }] }]); // prettier-ignore
    api.clock.set(startOfDay('2026-04-15', 'America/New_York'));
    await runDue(api.house);
    expect(await read()).toMatchObject([{ status: 'ENDED', cycle: { number: 3 } }]);
    expect((await api.ask('query ($id: ID!) { member(id: $id) { cards(status: []) { status } } }', { id }, { token: host })).data).toEqual({ member: { cards: [] } }); // prettier-ignore
    const often = Array.from({ length: 40_000 }, () => 'ENDED');
    expect((await api.ask('query ($id: ID!, $status: [PackageIssueStatus!]!) { member(id: $id) { cards(status: $status) { status } } }', { id, status: often }, { token: host })).data).toEqual({ member: { cards: [{ status: 'ENDED' }] } }); // prettier-ignore
    expect(await grantsOf(api, id)).toHaveLength(6);
    const seen = await api.ask('query ($id: ID!) { node(id: $id) { ... on PackageIssue { status endedAt grants { id } } } }', { id: packageIssue?.id }, { token: host }); // prettier-ignore
    expect(at(seen, 'data.node')).toMatchObject({ status: 'ENDED', endedAt: instant('2026-04-15') });
  });

  it('taken back opens no cycle any more', async () => {
    const id = await enrolMember(api);
    const { packageIssue } = await act(ISSUE, { member: { id }, id: 'pkg_quarter-card' });
    await act(REVOKE, { id: packageIssue?.id });
    api.clock.advance(40 * 86_400_000);
    await runDue(api.house);
    expect((await grantsOf(api, id)).map(({ status }) => status)).toEqual(['revoked', 'revoked']);
    await buy(api, id, 1_000);
  });
});

describe('The pack of a tier', () => {
  const SAVE_TIER = `mutation ($input: TierInput!, $key: String!) { tierSave(ladder: "main", input: $input, idempotencyKey: $key) {
    tier { code upgradePack { amount } upgradeBenefits { quantity } upgradePackages { code kind parts { benefit { code } quantity } } } errors { code path } } }`;
  const tier = (code: string, rank: number, upgradePack: object[]) => ({ input: { code, name: named(code), rank, entry: { metric: 'SPEND', atLeast: 1_000_000 * rank, days: 365 }, upgradePack }, key: code }); // prettier-ignore

  it('takes a package, shows it to whoever may see what the tier brings, and gives it once with the tier', async () => {
    const pack = [{ package: 'light' }, { wallet: 'points', amount: 5 }, { benefit: 'tea' }];
    const { data } = await api.ask(SAVE_TIER, tier('jade', 3, pack), { token: host });
    const shown = { code: 'jade', upgradePack: [{ amount: 5 }], upgradeBenefits: [{ quantity: 1 }], upgradePackages: [{ code: 'light', kind: 'BUNDLE', parts: [{ benefit: { code: 'five' }, quantity: 1 }, { benefit: { code: 'tea' }, quantity: 1 }] }] }; // prettier-ignore
    expect(data).toEqual({ tierSave: { tier: shown, errors: [] } });
    const seen = await api.ask('{ tiers(ladder: "main") { code upgradePackages { code } } }', {}, { token: await api.key(['program:read', 'catalogue:read'], 'partner') }); // prettier-ignore
    expect(at(seen, 'data.tiers.3')).toEqual({ code: 'jade', upgradePackages: [{ code: 'light' }] });
    const id = await enrolMember(api);
    await buy(api, id, 3_000_000);
    await buy(api, id, 3_000_000);
    expect(await benefitsOf(id)).toEqual(['five', 'tea', 'tea']);
  });

  it('refuses a package that is not there, and one beside a benefit, at their place', async () => {
    const refused = async (code: string, pack: object[]) => at(await api.ask(SAVE_TIER, tier(code, 4, pack), { token: host }), 'data.tierSave'); // prettier-ignore
    expect(await refused('onyx', [{ benefit: 'tea' }, { package: 'nothing' }])).toEqual({ tier: null, errors: [{ code: 'UNKNOWN_PACKAGE', path: ['input', 'upgradePack', '1', 'package'] }] }); // prettier-ignore
    expect(await refused('ruby', [{ package: 'light', benefit: 'tea' }])).toMatchObject({ tier: null, errors: [{ path: ['input', 'upgradePack', '0'] }] }); // prettier-ignore
  });
});
