import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, DAY_MS, dayNumber, dayOf } from '../../../src/kernel/calendar.js';
import { runDue } from '../../../src/kernel/schedule-runner.js';
import { recordMany } from '../../../src/modules/engine/index.js';
import type { Report } from '../../../src/modules/engine/index.js';
import { buildSegments, rebuildSegments, rfmMethod, scoresAsOf } from '../../../src/modules/segments/index.js';
import { enrolMember } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { segmentProgram } from '../../support/segment-program.js';

const ACTIVITIES = 20_000;
/** To begin with; a few more join with every batch. */
const MEMBERS = 300;
const LINES = 200;

let test: TestHouse;
let members: string[];
let firstDay: string;
const orders = new Map<string, { orderId: string; amountMinor: number }[]>();
const seed = Number(process.env['LAUREL_SEED'] ?? Date.now() % 1_000_000);
const random = randomFrom(seed);

beforeAll(async () => {
  test = await openTestHouse({ program: segmentProgram });
  firstDay = dayOf(test.clock.now(), 'UTC');
  members = [];
  for (let at = 0; at < MEMBERS; at++) members.push(await enrolMember(test));
  await runDue(test.house);
});
afterAll(() => test.close());

describe('Segments after many acts and passing days', () => {
  it('have exactly the members a full rebuild finds', async () => {
    const types = new Map<string, number>();
    for (let done = 0; done < ACTIVITIES; done += LINES) {
      for (let joining = 0; joining < 3; joining++) members.push(await enrolMember(test));
      const lines = Array.from({ length: LINES }, (_, at) => anyReport(done + at));
      const results = await recordMany(test.house, test.caller, lines);
      for (const [at, result] of results.entries()) {
        const type = 'activityId' in result ? (lines[at]?.type ?? '') : 'refused';
        types.set(type, (types.get(type) ?? 0) + 1);
      }
      if (random() < 0.5) test.clock.advance(Math.floor(random() * (random() < 0.2 ? 12 * DAY_MS : 2 * DAY_MS)));
      await runDue(test.house);
    }
    const at = test.house.clock.now();
    const built = await buildSegments(test.house, { at, isAsked: () => true, isTold: () => false });
    const moved = await journal();
    process.stderr.write(`Segments: seed ${seed}, ${[...types].map(([type, n]) => `${n} ${type}`).join(', ')}; ${moved.entered} entered, ${moved.left} left; ${built.map(({ segment, size }) => `${segment} ${size}`).join(', ')}\n`); // prettier-ignore
    expect(built.filter(({ entered, left }) => entered + left > 0)).toEqual([]);
    const selective = built.filter(({ size }) => size > 0 && size < members.length);
    expect(selective.length).toBeGreaterThan(built.length / 2);
    expect(moved.entered).toBeGreaterThan(1_000);
  });

  it('do not change when they are rebuilt again', async () => {
    await rebuildSegments(test.house);
    const again = await rebuildSegments(test.house);
    expect(again.filter(({ entered, left }) => entered + left > 0)).toEqual([]);
  });

  it('have every member in exactly one layer', async () => {
    const rows = await test.house.database.reader.rows<{ memberId: string; n: number }>(
      "SELECT memberId, COUNT(*) AS n FROM segment_members WHERE segment IN ('new', 'active', 'dormant', 'other') GROUP BY memberId",
    );
    expect(rows).toHaveLength(members.length);
    expect(new Set(rows.map(({ n }) => n))).toEqual(new Set([1]));
  });
});

describe('What members are scored by', () => {
  it.each([0, 0.01, 0.02, 0.3, 0.8])(
    'is what their days add up to, as far back as %d of the days played',
    async (part) => {
      const today = dayOf(test.clock.now(), 'UTC');
      const day = addDays(today, -Math.ceil(part * (dayNumber(today) - dayNumber(firstDay))));
      const { values } = await scoresAsOf(test.house, test.house.database.reader, rfmMethod.parse({}), day);
      const found = new Map<string, unknown>();
      for (let at = 0; at < values.memberIds.length; at++) found.set(values.memberIds.at(at), [values.orders[at], values.spend[at], values.recency[at]]); // prettier-ignore
      const expected = await addedUp(day);
      expect(found).toEqual(expected);
      expect(expected.size).toBeGreaterThan(50);
    },
  );
});

/** Orders, spend and days since the last order of everybody who has one, from the bare rows of days. */
async function addedUp(until: string): Promise<Map<string, unknown>> {
  const rows = await test.house.database.reader.rows<{ memberId: string; occurredOn: string; orders: number; spendMinor: number }>("SELECT memberId, occurredOn, orders, spendMinor FROM member_days WHERE category = ''"); // prettier-ignore
  const sums = new Map<string, [orders: number, spend: number, recency: number]>();
  for (const { memberId, occurredOn, orders: placed, spendMinor } of rows) {
    if (occurredOn > until) continue;
    const [had, spent, recency] = sums.get(memberId) ?? [0, 0, Infinity];
    const since = placed > 0 ? Math.min(recency, dayNumber(until) - dayNumber(occurredOn)) : recency;
    sums.set(memberId, [had + placed, spent + spendMinor, since]);
  }
  return new Map([...sums].filter(([, [had]]) => had > 0));
}

/** A third of the members do most; some acts come late, some are of long ago. */
function anyReport(at: number): Report {
  const id = members[Math.floor(random() ** 4 * members.length)] ?? '';
  const member = { id };
  const late = random() < 0.1 ? Math.floor(random() * 40 * DAY_MS) : 0;
  const common = { member, externalId: `act-${at}`, occurredAt: test.house.clock.now() - late };
  const dice = random();
  if (dice < 0.35) {
    const amountMinor = 100 + Math.floor(random() ** 3 * 30_000);
    const category = random() < 0.4 ? 'beauty' : 'food';
    const line = { sku: 's', category, quantity: 1, amountMinor };
    orders.set(id, [...(orders.get(id) ?? []), { orderId: `order-${at}`, amountMinor }]);
    return { ...common, type: 'purchase', payload: { orderId: `order-${at}`, amountMinor, currency: 'USD', lines: [line] } }; // prettier-ignore
  }
  if (dice < 0.42) {
    const order = orders.get(id)?.pop();
    const amountMinor = Math.ceil((order?.amountMinor ?? 1) * (random() < 0.5 ? 1 : 0.3));
    const named: Record<string, string> = random() < 0.2 ? {} : { orderId: order?.orderId ?? 'none' };
    const payload = { ...named, amountMinor, currency: 'USD' };
    return { ...common, occurredAt: test.house.clock.now(), type: 'refund', payload };
  }
  return { ...common, type: dice < 0.7 ? 'share' : 'check_in', payload: {} };
}

async function journal(): Promise<{ entered: number; left: number }> {
  const rows = await test.house.database.reader.rows<{ type: string; n: number }>(
    "SELECT type, COUNT(*) AS n FROM activities WHERE type IN ('segment.entered', 'segment.left') GROUP BY type",
  );
  const of = (type: string) => rows.find((row) => row.type === type)?.n ?? 0;
  return { entered: of('segment.entered'), left: of('segment.left') };
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
