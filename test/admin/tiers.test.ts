import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buy, enrolMember, tierOf } from '../support/acts.js';
import { standingOf } from '../support/tier-acts.js';
import { cookieFor, openTestOffice } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let operations: string;

beforeAll(async () => {
  office = await openTestOffice();
  operations = await cookieFor(office, 'yunying', await office.operator('yunying', ['operator']));
});
afterAll(() => office.close());

interface Answer {
  readonly notice?: { readonly type: string };
  readonly problems?: readonly { readonly message: string; readonly field: string | null }[];
  readonly fields?: readonly { readonly name: string; readonly otherwise?: string; readonly choices?: readonly { value: string; label: string }[] }[];
} // prettier-ignore

async function ask(path: string, fields: object | null, cookie = operations): Promise<Answer> {
  const response = await fetch(`${office.server.url}/admin/api/resources/${path}`, {
    method: fields ? 'POST' : 'GET',
    headers: { cookie, origin: office.server.url, 'content-type': 'application/json' },
    ...(fields ? { body: JSON.stringify(fields) } : {}),
  });
  return (await response.json()) as Answer;
}

/** What a form begins with. */
const filled = async (path: string) => Object.fromEntries(((await ask(path, null)).fields ?? []).map(({ name, otherwise = '' }) => [name, otherwise])); // prettier-ignore
const tiers = async () => (await office.ask('{ tiers(ladder: "main") { code name rank keep { metric atLeast } validity { kind months } multiplier { numerator denominator } perks { text } } }', {}, { token: await office.key(['program:read']) })).data; // prettier-ignore

describe('tiers in the back office', () => {
  it('are changed in a form that begins with what they are, and by that alone', async () => {
    const form = await filled('tiers/records/tie_gold/edit');
    expect(form).toMatchObject({ nameEn: 'Gold', rank: '2', entryMetric: 'SPEND', entryAtLeast: '50000', entryDays: '365', validity: 'EVER', upgradePack: 'points 300' }); // prettier-ignore
    const before = await tiers();
    expect((await ask('tiers/records/tie_gold/edit', form)).problems).toEqual([]);
    expect(await tiers()).toEqual(before);
    const wanted = { ...form, validity: 'MONTHS', months: '12', graceDays: '30', keepMetric: 'ORDERS', keepAtLeast: '4', keepDays: '365', multiplier: '1.5', perks: '贵宾室 | 貴賓室 | A lounge' }; // prettier-ignore
    expect((await ask('tiers/records/tie_gold/edit', wanted)).notice?.type).toBe('success');
    expect(await tiers()).toMatchObject({ tiers: [{}, {}, { code: 'gold', keep: { metric: 'ORDERS', atLeast: 4 }, validity: { kind: 'MONTHS', months: 12 }, multiplier: { numerator: 3, denominator: 2 }, perks: [{ text: 'A lounge' }] }] }); // prettier-ignore
    expect(await filled('tiers/records/tie_gold/edit')).toMatchObject({ multiplier: '3/2', perks: '贵宾室 | 貴賓室 | A lounge', keepMetric: 'ORDERS' }); // prettier-ignore
  });

  it('are added to a ladder, and what is wrong is said in the language of the desk', async () => {
    const names = { nameEn: 'Jade', nameZhCN: '翡翠', nameZhTW: '翡翠' };
    const jade = { ladder: 'main', code: 'jade', ...names, rank: '3', isInvitedOnly: 'no', validity: 'EVER', downgrade: 'ONE_STEP', entryMetric: 'SPEND', entryAtLeast: '50000', entryDays: '365' }; // prettier-ignore
    expect((await ask('tiers/actions/newTier', jade)).problems?.[0]?.message).toMatch(/[\u4e00-\u9fff]/);
    expect((await ask('tiers/actions/newTier', { ...jade, entryAtLeast: '90000' })).problems).toEqual([]);
    expect(await tiers()).toMatchObject({ tiers: [{}, {}, {}, { code: 'jade', rank: 3 }] });
    const club = { code: 'club', ...names, nearPercent: '80', startCode: 'guest' };
    expect((await ask('ladders/actions/newLadder', club)).problems).toEqual([]);
    expect(await filled('ladders/records/lad_club/edit')).toMatchObject({ nameEn: 'Jade', nearPercent: '80', endingDays: '' }); // prettier-ignore
    expect((await ask('ladders/records/lad_club/edit', { ...club, endingDays: '30' })).problems).toEqual([]);
    expect(await filled('ladders/records/lad_club/edit')).toMatchObject({ endingDays: '30' });
  });

  it('are set by hand on the page of a member, with a reason and a last day', async () => {
    const memberId = await enrolMember(office);
    await buy(office, memberId, 10_000);
    const path = `members/records/${memberId}/setTier`;
    expect((await ask(path, null)).fields?.[0]?.choices).toContainEqual({ value: 'main/gold', label: 'Main: Gold' });
    expect((await ask(path, { tier: 'main/gold', reason: '' })).problems?.[0]?.field).toBe('reason');
    expect((await ask(path, { tier: 'main/gold', reason: '补偿', until: '2026-12-31' })).problems).toEqual([]);
    expect(await standingOf(office, memberId)).toMatchObject({ tier: 'gold', setUntil: Date.UTC(2027, 0, 1, 5) });
    const rows = await office.house.database.reader.rows("SELECT action, reason FROM audit_rows WHERE action = 'tiers.set'"); // prettier-ignore
    expect(rows).toEqual([{ action: 'tiers.set', reason: '补偿' }]);
    const planner = await cookieFor(office, 'cehua', await office.operator('cehua', ['planner']));
    expect((await ask(path, { tier: 'main/base', reason: 'x' }, planner)).notice?.type).toBe('error');
    expect(await tierOf(office, memberId)).toBe('gold');
  });
});
