import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../src/kernel/calendar.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { tierProgram } from '../support/tier-program.js';
import { ENROL, purchase, RECORD, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const SET = `mutation ($memberId: ID!, $ladder: String, $tier: String!, $reason: String!, $until: DateTime, $key: String!, $dryRun: Boolean = false) {
  memberTierSet(memberId: $memberId, ladder: $ladder, tier: $tier, reason: $reason, until: $until, idempotencyKey: $key, dryRun: $dryRun) {
    member { id tier { code } } outcome { tierChange { from { code } to { code } } } errors { code message path } replayed } }`;
const TIER_SAVE = `mutation ($ladder: String!, $input: TierInput!, $version: Int, $key: String!) {
  tierSave(ladder: $ladder, input: $input, expectedVersion: $version, idempotencyKey: $key) {
    tier { code name rank version isInvitedOnly graceDays downgrade validity { kind months } multiplier { numerator denominator wallets { code } }
      perks { text zh: text(locale: ZH_TW) } entry { metric atLeast days year } entryCondition keep { metric atLeast year } keepCondition }
    errors { code message path } replayed } }`;
const LADDER_SAVE = `mutation ($input: TierLadderInput!, $version: Int, $key: String!) {
  tierLadderSave(input: $input, expectedVersion: $version, idempotencyKey: $key) {
    ladder { code nearPercent endingDays version } errors { code message path } } }`;
const PROGRESS = `query ($id: ID!) { member(id: $id) { tier { code } tierProgress {
  next { code } metric current target remaining validUntil graceUntil isSet keep { metric current target remaining until } } } }`;
const HISTORY = `query ($id: ID!) { member(id: $id) { tierHistory {
  from { code } to { code } cause metric had needed windowFrom windowTo policy reason byId causeId } } }`;

const named = (text: string) => ({ en: text, zhCN: `${text}（简）`, zhTW: `${text}（繁）` });

let api: TestApi;
let token: string;
let reads: string;

beforeAll(async () => {
  const validity = { kind: 'months', months: 12 };
  api = await openTestApi({
    program: tierProgram({ silver: { validity, graceDays: 30 }, ladder: { endingDays: 30 } }),
  });
  token = await api.key(['host-admin']);
  reads = await api.key(['members:read', 'program:read', 'activities:read']);
});
afterAll(() => api.close());

async function enrol(externalId: string): Promise<string> {
  return at(await api.ask(ENROL, { input: { externalId }, key: externalId }, { token }), 'data.memberEnrol.member.id');
}

const buy = (id: string, key: string, amount: number) =>
  api.ask(RECORD, { member: { id }, input: purchase(key, amount) }, { token });
const set = (memberId: string, tier: string, key: string, more: object = {}, asking: object = { token }) =>
  api.ask(SET, { memberId, tier, reason: 'a gift', key, ...more }, asking);

describe('tierProgress', () => {
  it('says what is missing to keep the tier, until when, and that somebody has set it', async () => {
    const id = await enrol('keeps');
    await buy(id, 'keeps-1', 10_000);
    const validUntil = '2027-01-16T05:00:00.000Z';
    expect((await api.ask(PROGRESS, { id }, { token: reads })).data).toMatchObject({
      member: {
        tier: { code: 'silver' },
        tierProgress: {
          next: { code: 'gold' },
          current: 10_000,
          remaining: 40_000,
          validUntil,
          graceUntil: null,
          isSet: false,
          keep: { metric: 'SPEND', current: 0, target: 10_000, remaining: 10_000, until: validUntil },
        },
      },
    });
    api.clock.advance(DAY_MS);
    await buy(id, 'keeps-2', 2_500);
    const kept = await api.ask(PROGRESS, { id }, { token: reads });
    expect(at(kept, 'data.member.tierProgress.keep')).toMatchObject({ current: 2_500, remaining: 7_500 });
    api.clock.advance(365 * DAY_MS);
    await runDue(api.house);
    const graceUntil = '2027-02-15T05:00:00.000Z';
    const inGrace = await api.ask(PROGRESS, { id }, { token: reads });
    expect(at(inGrace, 'data.member.tierProgress')).toMatchObject({
      validUntil,
      graceUntil,
      keep: { until: graceUntil },
    });
  });
});

describe('memberTierSet', () => {
  it('sets a tier until an end, once for a key, and tells who did it to the host alone', async () => {
    const id = await enrol('set');
    const until = new Date(api.clock.now() + 30 * DAY_MS).toISOString();
    expect((await set(id, 'gold', 'set-dry', { dryRun: true })).data).toMatchObject({ memberTierSet: { outcome: { tierChange: { to: { code: 'gold' } } }, errors: [] } }); // prettier-ignore
    expect(at(await api.ask(PROGRESS, { id }, { token }), 'data.member.tier.code')).toBe('base');
    const change = { from: { code: 'base' }, to: { code: 'gold' } };
    const first = await set(id, 'gold', 'set-1', { until });
    expect(first.data).toMatchObject({ memberTierSet: { member: { id, tier: { code: 'gold' } }, outcome: { tierChange: change }, errors: [], replayed: false } }); // prettier-ignore
    expect((await set(id, 'gold', 'set-1', { until })).data).toMatchObject({ memberTierSet: { outcome: { tierChange: change }, replayed: true } }); // prettier-ignore
    expect(at(await api.ask(PROGRESS, { id }, { token }), 'data.member.tierProgress')).toMatchObject({ isSet: true, validUntil: until, keep: null }); // prettier-ignore
    expect(at(await api.ask(HISTORY, { id }, { token }), 'data.member.tierHistory')).toMatchObject([
      { ...change, cause: 'SET', reason: 'a gift', byId: expect.stringMatching(/^key_/) },
    ]);
    const own = at(await api.ask(TOKEN, { member: { id } }, { token }), 'data.memberTokenIssue.token');
    const PAYLOADS = '{ me { activities(types: ["tier.changed", "tier.set"]) { nodes { type payload } } } }';
    const told = JSON.stringify((await api.ask(PAYLOADS, {}, { token: own })).data);
    expect(told).toContain('a gift');
    expect(told).not.toContain('key_');
    api.clock.advance(31 * DAY_MS);
    await runDue(api.house);
    expect(at(await api.ask(HISTORY, { id }, { token }), 'data.member.tierHistory.0')).toMatchObject({ to: { code: 'base' }, cause: 'SET_ENDED', causeId: null }); // prettier-ignore
  });

  it('is refused without a reason, for what is not there, and to who may not', async () => {
    const id = await enrol('refused');
    const codes = async (answer: Promise<unknown>) => at<{ code: string }[]>((await answer) as never, 'data.memberTierSet.errors').map(({ code }) => code); // prettier-ignore
    expect(await codes(set(id, 'gold', 'r-1', { reason: '' }))).toEqual(['REASON_MISSING']);
    expect(await codes(set(id, 'jade', 'r-2'))).toEqual(['UNKNOWN_TIER']);
    expect(await codes(set(id, 'gold', 'r-3', { until: '2020-01-01T00:00:00Z' }))).toEqual(['INVALID_INPUT']);
    expect(await codes(set('mem_01AAAAAAAAAAAAAAAAAAAAAA00', 'gold', 'r-4'))).toEqual(['NOT_FOUND']);
    expect(at((await set(id, 'gold', 'r-5', {}, { token: reads })) as never, 'errors.0.extensions.code')).toBe('FORBIDDEN'); // prettier-ignore
  });
});

describe('tierSave and tierLadderSave', () => {
  const JADE = { code: 'jade', name: named('Jade'), rank: 3, entry: { metric: 'SPEND', atLeast: 90_000, days: 365 } };
  const save = (input: object, version: number | null, key: string) => api.ask(TIER_SAVE, { ladder: 'main', input, version, key }, { token }); // prettier-ignore

  it('makes a tier with all its rules, changes it as it was seen, and refuses another version', async () => {
    const rules = {
      validity: { kind: 'MEMBERSHIP_YEAR' },
      keep: { metric: 'ORDERS', atLeast: 2, year: 'MEMBERSHIP' },
      graceDays: 14,
      downgrade: 'TO_FIT',
      multiplier: { numerator: 5, denominator: 4 },
      perks: [named('A lounge')],
      upgradePack: [{ wallet: 'points', amount: 900 }],
    };
    expect((await save({ ...JADE, ...rules }, null, 'jade-1')).data).toMatchObject({
      tierSave: {
        tier: { ...JADE, name: 'Jade', version: 1, graceDays: 14, downgrade: 'TO_FIT', isInvitedOnly: false, validity: { kind: 'MEMBERSHIP_YEAR' }, multiplier: { numerator: 5, denominator: 4, wallets: [{ code: 'points' }, { code: 'later' }] }, perks: [{ text: 'A lounge', zh: 'A lounge（繁）' }], keep: { metric: 'ORDERS', atLeast: 2, year: 'MEMBERSHIP' } },
        errors: [],
      },
    }); // prettier-ignore
    const conflict = await save({ ...JADE, rank: 3 }, null, 'jade-2');
    expect(at(conflict, 'data.tierSave.errors.0')).toMatchObject({
      code: 'VERSION_CONFLICT',
      path: ['expectedVersion'],
    });
    const condition = 'metrics.spendMinor > 100000 && orders(365) >= 12';
    const changed = await save({ ...JADE, entry: { condition } }, 1, 'jade-3');
    expect(at(changed, 'data.tierSave.tier')).toMatchObject({ version: 2, entry: null, entryCondition: condition, keepCondition: condition }); // prettier-ignore
  });

  it('says at which place of the input something is wrong, and changes nothing', async () => {
    const refusal = async (input: object, version: number | null, key: string) => at(await save(input, version, key), 'data.tierSave.errors.0'); // prettier-ignore
    const bad = { ...JADE, code: 'onyx', rank: 4, entry: { condition: 'metrics.odrers > 1' } };
    expect(await refusal(bad, null, 'bad-1')).toMatchObject({
      code: 'INVALID_PROGRAM',
      path: ['input', 'entry', 'when'],
    });
    expect(await refusal({ ...bad, rank: 6 }, null, 'bad-2')).toMatchObject({ code: 'INVALID_PROGRAM', path: ['input', 'rank'] }); // prettier-ignore
    const points = { metric: 'POINTS', wallet: 'miles', atLeast: 5 };
    expect(await refusal({ ...bad, entry: points }, null, 'bad-3')).toMatchObject({ code: 'UNKNOWN_WALLET', path: ['input', 'entry', 'wallet'] }); // prettier-ignore
    const tea = [{ wallet: 'points', amount: 5 }, { benefit: 'tea', amount: 1 }]; // prettier-ignore
    expect(await refusal({ ...bad, entry: null, isInvitedOnly: true, upgradePack: tea }, null, 'bad-4')).toMatchObject({ code: 'UNKNOWN_BENEFIT', path: ['input', 'upgradePack', '1', 'benefit'] }); // prettier-ignore
    const set = async (item: object, key: string) => refusal({ ...bad, entry: null, isInvitedOnly: true, upgradePack: [item] }, null, key); // prettier-ignore
    expect(await set({ package: 'set', amount: 5 }, 'bad-5')).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('a package has no amount') as unknown, path: ['input', 'upgradePack', '0', 'amount'] }); // prettier-ignore
    for (const item of [{}, { amount: 1 }, { package: 'set', benefit: 'tea' }, { wallet: 'points', benefit: 'tea', amount: 1 }])
      expect(await set(item, JSON.stringify(item))).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('exactly one of wallet, benefit and package') as unknown, path: ['input', 'upgradePack', '0'] }); // prettier-ignore
    expect(await set({ wallet: 'points' }, 'bad-6')).toMatchObject({ message: expect.stringContaining('amount says how many points') as unknown, path: ['input', 'upgradePack', '0', 'amount'] }); // prettier-ignore
    expect(at(await api.ask('{ tiers(ladder: "main") { code } }', {}, { token }), 'data.tiers')).toHaveLength(4);
  });

  it('makes a ladder with its tiers and keeps them when only the ladder changes', async () => {
    const club = { code: 'club', name: named('Club'), nearPercent: 80 };
    const tiers = [{ code: 'guest', name: named('Guest'), rank: 0 }, { code: 'friend', name: named('Friend'), rank: 1, isInvitedOnly: true }]; // prettier-ignore
    const saveLadder = (input: object, version: number | null, key: string) => api.ask(LADDER_SAVE, { input, version, key }, { token }); // prettier-ignore
    expect((await saveLadder({ ...club, tiers }, null, 'club-1')).data).toMatchObject({ tierLadderSave: { ladder: { code: 'club', nearPercent: 80, endingDays: null, version: 1 }, errors: [] } }); // prettier-ignore
    const changed = await saveLadder({ ...club, nearPercent: null, endingDays: 7 }, 1, 'club-2');
    expect(at(changed, 'data.tierLadderSave.ladder')).toMatchObject({ nearPercent: null, endingDays: 7, version: 2 }); // prettier-ignore
    expect(at(await api.ask('{ tiers(ladder: "club") { code } }', {}, { token }), 'data.tiers')).toEqual([{ code: 'guest' }, { code: 'friend' }]); // prettier-ignore
    expect(at(await saveLadder({ ...club, code: 'bare' }, null, 'club-3'), 'data.tierLadderSave.errors.0')).toMatchObject({ code: 'INVALID_INPUT' }); // prettier-ignore
  });
});

describe('A partner', () => {
  it('is not told what a shared member has with other brands, in no payload either', async () => {
    const partner = await api.key(['partner-standard', 'activities:read'], 'partner');
    const answer = await api.ask(ENROL, { input: { externalId: 'p-shared' }, key: 'p-shared' }, { token: partner });
    const id = at(answer, 'data.memberEnrol.member.id');
    await buy(id, 'host-secret', 9_321);
    await api.ask(RECORD, { member: { id }, input: purchase('p-own', 1_000) }, { token: partner });
    const seen = `query ($id: ID!) { member(id: $id) { tier { code } tierHistory { had needed cause } tierProgress { current keep { current remaining } }
      activities { nodes { type payload } } } }`;
    const told = await api.ask(seen, { id }, { token: partner });
    expect(at(told, 'data.member.tierHistory')).toEqual([{ had: null, needed: 10_000, cause: 'UPGRADE' }]);
    expect(JSON.stringify(told.data)).not.toMatch(/10321|9321/);
  });
});
