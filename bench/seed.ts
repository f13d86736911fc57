import { migrate, openHouse } from '../src/app/house.js';
import { readConfig } from '../src/app/config.js';
import type { House } from '../src/kernel/house.js';
import { Refusal } from '../src/kernel/refusal.js';
import { systemCaller } from '../src/kernel/session.js';
import { write } from '../src/kernel/unit-of-work.js';
import { createKey } from '../src/modules/brands/index.js';
import { applyProgram, BATCH_MAX, recordMany } from '../src/modules/engine/index.js';
import { enrolAll } from '../src/modules/members/index.js';
import { earn } from '../src/modules/points/index.js';
import { benchProgram } from './program.js';
import { purchaseOf, seeded } from './purchases.js';

/** Twins have the same history: what one side does to the first, the other must do to the second. */
export const PAIRS = 1_500;
const ORDERS_MAX = 12;
/** More than any run spends of one member. */
const POINTS_GIVEN = 100_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The first members are for comparing only: under load, twins would soon differ. */
export const COMPARED = 160;

/** What is in the database when measuring starts. */
export interface Seeded {
  /** The token of a host key with every scope the cases need. */
  readonly token: string;
  /** A publishable key: what a web page has. */
  readonly pageToken: string;
  readonly memberIds: readonly string[];
  /** What the brand calls them, in the same order. */
  readonly customers: readonly string[];
  /** Pairs joined in their order, a minute apart: the instants of the first and of the last. */
  readonly enrolled: readonly [number, number];
}

export const externalIdOf = (memberIndex: number): string => `customer-${memberIndex}`;

/** A house of the bench process itself, on the scratch database. */
export function openBenchHouse(environment: Readonly<Record<string, string>>): Promise<House> {
  Object.assign(process.env, environment);
  return openHouse({ ...readConfig(), secretsFile: null, logLevel: 'error' });
}

/** Migrates, applies the program, makes a key and gives a few thousand members some history, all through Laurel's own operations. */
export async function seed(house: House): Promise<Seeded> {
  await migrate(house.database);
  await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    await applyProgram(session, benchProgram);
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  const { hostBrandId } = house.programs.current();
  const caller = systemCaller(hostBrandId);
  const key = { brandId: hostBrandId, label: 'bench', scopes: ['host-admin'], ratePerSecond: 100_000_000 }; // measured is the work, not the limit
  const { value } = await write(house, { caller, members: [] }, (session) => createKey(session, key));
  const page = { brandId: hostBrandId, kind: 'publishable', label: 'bench page', scopes: [], origins: ['https://shop.example'], ratePerSecond: 100_000_000 } as const; // prettier-ignore
  const publishable = await write(house, { caller, members: [] }, (session) => createKey(session, page));
  const { memberIds, enrolled } = await enrolPairs(house, caller);
  await giveHistory(house, caller);
  await givePoints(house, caller, memberIds);
  const customers = memberIds.map((_, at) => externalIdOf(at));
  return { token: value.token, pageToken: publishable.value.token, memberIds, enrolled, customers };
}

type SystemCaller = ReturnType<typeof systemCaller>;

async function enrolPairs(house: House, caller: SystemCaller): Promise<Pick<Seeded, 'memberIds' | 'enrolled'>> {
  const firstAt = house.clock.now() - 400 * DAY_MS;
  const memberIds: string[] = [];
  for (let from = 0; from < PAIRS * 2; from += BATCH_MAX) {
    const enrolments = Array.from({ length: Math.min(BATCH_MAX, PAIRS * 2 - from) }, (_, at) => ({
      brandId: caller.brandId,
      identities: [{ kind: 'external' as const, value: externalIdOf(from + at) }],
      enrolledAt: firstAt + Math.floor((from + at) / 2) * MINUTE_MS,
    }));
    const { value } = await write(house, { caller, members: [] }, async (session) => {
      const enrolled = await enrolAll(session, enrolments);
      return enrolled.map(({ memberId }) => memberId);
    });
    memberIds.push(...value);
  }
  return { memberIds, enrolled: [firstAt, firstAt + (PAIRS - 1) * MINUTE_MS] };
}

/** Up to a dozen orders over the last year; the two of a pair get the same, at the same instants. */
async function giveHistory(house: House, caller: SystemCaller): Promise<void> {
  const random = seeded(1);
  const now = house.clock.now();
  const reports = Array.from({ length: PAIRS }, (_, pair) => {
    const orders = Math.floor(random() * ORDERS_MAX);
    const instants = Array.from({ length: orders }, () => now - Math.floor((1 + random() * 330) * DAY_MS)).sort(
      (a, b) => a - b,
    );
    return instants.flatMap((occurredAt, order) => {
      const purchase = purchaseOf(random, `history-${pair}-${order}`, occurredAt);
      return [0, 1].map((twin) => ({
        member: { externalId: externalIdOf(pair * 2 + twin) },
        type: 'purchase',
        externalId: `${purchase.externalId}-${twin}`,
        occurredAt,
        payload: purchase.payload,
      }));
    });
  }).flat();
  for (let from = 0; from < reports.length; from += BATCH_MAX) {
    const results = await recordMany(house, caller, reports.slice(from, from + BATCH_MAX));
    const refused = results.find((result) => result instanceof Refusal);
    if (refused) throw refused;
  }
}

/** Points to spend: they die after those that purchases have earned, so that these are taken first. */
async function givePoints(house: House, caller: SystemCaller, memberIds: readonly string[]): Promise<void> {
  for (let from = 0; from < memberIds.length; from += BATCH_MAX) {
    const members = memberIds.slice(from, from + BATCH_MAX);
    await write(house, { caller, members }, (session) => {
      for (const memberId of members) {
        earn(session, { memberId, brandId: caller.brandId, wallet: 'points', amount: POINTS_GIVEN, reason: 'welcome' });
      }
      return Promise.resolve(undefined);
    });
  }
}

/** Enrols so many people nobody knows anything else about; answers their ids. */
export async function enrolCrowd(house: House, people: number): Promise<string[]> {
  const caller = systemCaller(house.programs.current().hostBrandId);
  const members: string[] = [];
  for (let at = 0; at < people; at += BATCH_MAX) {
    const enrolments = Array.from({ length: Math.min(BATCH_MAX, people - at) }, (_, nth) => ({
      brandId: caller.brandId,
      identities: [{ kind: 'external' as const, value: `crowd-${at + nth}` }],
    }));
    const { value } = await write(house, { caller, members: [] }, async (session) =>
      (await enrolAll(session, enrolments)).map(({ memberId }) => memberId),
    );
    members.push(...value);
  }
  return members;
}
