import { addDays, dayNumber, dayOf } from '../../src/kernel/calendar.js';
import type { RuleScope } from '../../src/kernel/module.js';
import type { Activity } from '../../src/kernel/activity.js';
import { configId, newId } from '../../src/kernel/id.js';
import { insertRows } from '../../src/kernel/rows.js';
import type { Bound } from '../../src/kernel/bind.js';
import { load } from '../../src/modules/engine/state.js';
import {
  lockMembers,
  PROFILE_WANTED,
  VALUES_WANTED,
  DAYS_WANTED,
  CATEGORY_DAYS_WANTED,
} from '../../src/modules/members/index.js';
import type { TestHouse } from './house.js';
import { testProgram } from './program.js';

const name = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });

/** The program of most tests, with attributes of its own of every type. */
export const ruleProgram = {
  ...testProgram,
  attributes: [
    { code: 'word', type: 'text', name: name('Word') },
    { code: 'size', type: 'number', name: name('Size') },
    { code: 'since', type: 'instant', name: name('Since') },
    { code: 'vip', type: 'flag', name: name('VIP') },
  ],
  segments: { segments: [{ code: 'chosen', name: name('Chosen') }] },
  benefits: [{ code: 'gift', kind: 'gift', name: name('Gift') }],
};

/** What databases compare differently when one lets them: case, accents, blanks at the end, signs of patterns, beyond 16 bits. */
export const TEXTS = [
  'a',
  'A',
  'a ',
  'ab',
  'é',
  'É',
  '金卡',
  '金卡会员',
  '😀',
  '😀b',
  '\ufffd',
  '50%',
  'a_b',
  'a*?[b]',
  'x!y\\z',
  "o'clock",
  ' ',
  'SKIN-09',
];
export const CATEGORIES = ['beauty', 'Beauty', '茶', '😀', 'home '];
const NUMBERS = [-2.5, -1, 0, 0.1, 0.3, 1, 1.5, 3, 100.25, 1e15, 123456789012345, -99999.5, 1e-300, -1e-9];
const AMOUNTS = [-7_500, -1, 0, 1, 99, 100, 2_500, 10_000, 50_000, 3_000_000_000, Number.MAX_SAFE_INTEGER];
const COUNTS = [0, 1, 2, 3, 5, 8, 30, 2_000_000_000];

/** Seeded, so that a failure comes again. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Row = Record<string, Bound>;

/** Stores members of every kind: without a row of metrics, a profile, an account; with texts and numbers that are hard to compare. */
export async function storeMembers(
  { house, caller, clock }: TestHouse,
  count: number,
  seed: number,
): Promise<string[]> {
  const random = randomOf(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const maybe = <T>(value: () => T, chance = 0.75): T | null => (random() < chance ? value() : null);
  const { zone } = house.programs.current();
  const now = clock.now();
  const instant = () => now - Math.floor((random() * 500 - 5) * 86_400) * 1_000;
  const rows: Record<string, Row[]> = { members: [], member_profiles: [], member_metrics: [], member_days: [], member_attributes: [], point_accounts: [], tier_standings: [], member_rfm: [], segment_members: [], grants: [], segment_bases: [{ name: 'meanSpendMinor', value: 2_500, members: 3, day: '2026-01-15' }] }; // prettier-ignore
  const ids = Array.from({ length: count }, () => newId('mem')).sort();
  for (const [at, memberId] of ids.entries()) {
    const enrolledAt = instant();
    rows['members']?.push({ id: memberId, number: at + 1, status: pick(['active', 'active', 'suspended']), brandId: pick([caller.brandId, configId('brd', 'partner')]), channel: maybe(() => pick(TEXTS)), enrolledAt, createdAt: enrolledAt, enrolledDay: dayNumber(dayOf(enrolledAt, zone)) }); // prettier-ignore
    if (random() < 0.85) {
      const birthday = maybe(() => pick(['1988-02-29', '2000-01-15', '1999-12-31', '1950-01-16', '2005-07-01']));
      rows['member_profiles']?.push({ memberId, displayName: null, birthday, locale: maybe(() => pick(['en', 'zh-CN', 'zh-TW'])), zone: null, version: 0, updatedAt: now }); // prettier-ignore
    }
    if (random() < 0.85) {
      const lastOrderAt = maybe(instant);
      const lastOrderDay = lastOrderAt === null ? null : dayNumber(dayOf(lastOrderAt, zone));
      rows['member_metrics']?.push({ memberId, sequence: 1, orders: pick(COUNTS), spendMinor: pick(AMOUNTS), refunds: pick(COUNTS), refundedMinor: 0, interactions: pick(COUNTS), firstOrderAt: maybe(instant), lastOrderAt, lastActivityAt: maybe(instant), lastOrderDay }); // prettier-ignore
    }
    for (const days of [0, 3, 29, 30, 89, 90, 400]) {
      for (const category of ['', ...CATEGORIES]) {
        if (random() > 0.4) continue;
        rows['member_days']?.push({ memberId, occurredOn: addDays(dayOf(now, zone), -days), category, orders: pick([0, 1, 2]), spendMinor: pick([-500, 0, 2_500, 10_000]), interactions: pick([0, 1, 4]) }); // prettier-ignore
      }
    }
    const values = { word: { textValue: pick(TEXTS) }, size: { numberValue: pick(NUMBERS) }, since: { instantValue: instant() }, vip: { flagValue: random() < 0.5 } }; // prettier-ignore
    for (const [code, value] of Object.entries(values)) {
      if (random() < 0.2) continue;
      rows['member_attributes']?.push({ memberId, attributeId: configId('atr', code), textValue: null, numberValue: null, instantValue: null, flagValue: null, ...value, updatedAt: now }); // prettier-ignore
    }
    for (const wallet of ['points', 'growth', 'later']) {
      if (random() < 0.3) continue;
      rows['point_accounts']?.push({ memberId, wallet, available: pick(AMOUNTS), pending: 0, held: 0, owed: 0, earned: pick(AMOUNTS) }); // prettier-ignore
    }
    if (random() < 0.7) rows['member_rfm']?.push({ memberId, r: pick([1, 3, 5]), f: pick([1, 3, 5]), m: pick([1, 3, 5]), scoredOn: '2026-01-15' }); // prettier-ignore
    if (random() < 0.5) rows['segment_members']?.push({ segment: 'chosen', memberId, since: now });
    const tier = maybe(() => pick(['base', 'silver', 'gold', 'retired']));
    if (tier) rows['tier_standings']?.push({ memberId, ladder: 'main', tier, since: now, causeId: 'act_x' });
    if (random() < 0.7) rows['grants']?.push(grantOf(memberId, pick(['issued', 'claimed', 'held', 'used', 'owed']), { from: instant(), until: maybe(instant, 0.5) })); // prettier-ignore
  }
  await house.database.transaction(async (sql) => {
    for (const [table, list] of Object.entries(rows)) await insertRows(sql, table, list);
    return { value: null, commit: true };
  });
  return ids;
}

function grantOf(memberId: string, status: string, { from, until }: { from: number; until: number | null }): Row {
  return { id: newId('grt'), memberId, benefit: 'gift', status, code: null, brandId: 'brd_host', causeId: 'act_x', source: 'hand', reason: 'test', usesMax: 1, uses: 0, usedMinor: 0, issuedAt: from, recordedAt: from, usableFrom: from, expiresAt: until }; // prettier-ignore
}

/** What rules are evaluated over, of each of these members, as segments are asked: at the start of the day. */
export async function scopesOf({ house }: TestHouse, ids: readonly string[], now: number): Promise<RuleScope[]> {
  const current = house.programs.current();
  const wants = { ...current.wants, [DAYS_WANTED]: 36_500, [CATEGORY_DAYS_WANTED]: 36_500, [PROFILE_WANTED]: 1, [VALUES_WANTED]: 1, 'segments.rfm': 1, 'segments.bases': 1, 'holdsBenefit:gift': 1 }; // prettier-ignore
  const program = { ...current, wants };
  const members = await lockMembers({ ...house.database.reader, engine: 'sqlite' }, ids);
  const today: Activity = { id: '', type: '', memberId: '', brandId: '', externalId: null, occurredAt: now, occurredOn: dayOf(now, current.zone), recordedAt: now, isHistory: false, causeId: null, subjectId: null, amountMinor: null, payload: {} }; // prettier-ignore
  const work = { activities: members.map(({ id }) => ({ ...today, memberId: id })), wishes: [], until: now };
  const { states } = await load(house.database.reader, house.participants, program, members, work);
  return members.map(({ id }) => {
    const state = states.get(id);
    if (!state) throw new Error(`${id} has no state`);
    return { state, activity: undefined, now, zone: current.zone };
  });
}
