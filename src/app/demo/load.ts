import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { DAY_MS, dayOf } from '../../kernel/calendar.js';
import type { Caller } from '../../kernel/caller.js';
import type { Instant } from '../../kernel/clock.js';
import { groupBy } from '../../kernel/group.js';
import type { House } from '../../kernel/house.js';
import { configId } from '../../kernel/id.js';
import { marks } from '../../kernel/rows.js';
import { runDue } from '../../kernel/schedule-runner.js';
import { systemCaller } from '../../kernel/session.js';
import type { WriteSession } from '../../kernel/session.js';
import { drainNow, write } from '../../kernel/unit-of-work.js';
import { applyProgram, queueReports, ready } from '../../modules/engine/index.js';
import type { Identity } from '../../modules/members/index.js';
import { enrolAll, normalise } from '../../modules/members/index.js';
import * as points from '../../modules/points/index.js';
import { aurora, partners } from './catalogue.js';
import type { Deed } from './history.js';
import { deedsOf } from './history.js';
import type { Person } from './people.js';
import { HISTORY_DAYS, peopleOf } from './people.js';
import { Random } from './random.js';

export interface DemoOptions {
  /** The same seed makes the same people do the same things, counted back from today. */
  readonly seed?: number;
  readonly people?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface Demo {
  readonly members: number;
  readonly activities: number;
}

const STEP_MS = 14 * DAY_MS;
const PEOPLE = 320;

/** True while nothing was ever put into this database: no program, so nothing else either. */
export async function isEmpty({ database }: House): Promise<boolean> {
  const rows = await database.reader.rows('SELECT hash FROM program_head');
  return rows.length === 0;
}

/**
 * Fills an empty house with the demo program and people who live in it: fourteen months of purchases, returns, visits and
 * spent points, a fortnight at a time as if it had been running. Everything goes through the same operations as in earnest.
 */
export async function loadDemo(
  house: House,
  { seed = 8, people: count = PEOPLE, onProgress }: DemoOptions = {},
): Promise<Demo> {
  await followProgram(house, 'demo');
  const { zone } = house.programs.current();
  const now = house.clock.now();
  const random = new Random(seed);
  const people = peopleOf(random, count, dayOf(now, zone), zone);
  const life = new Life(house, random, people, deedsOf(random, people, now));
  const start = now - (HISTORY_DAYS + 1) * DAY_MS;
  for (let from = start; from < now; from += STEP_MS) {
    await life.liveThrough(from, Math.min(from + STEP_MS, now));
    onProgress?.(life.reported, life.deeds.length);
  }
  await runDue(house);
  return { members: people.length, activities: life.reported + life.spendings };
}

/** Gives a house one of the programs that are delivered as examples. */
export async function followProgram(house: House, example: 'demo' | 'crowd'): Promise<void> {
  const program = parse(readFileSync(fileOfRepository(`docs/examples/${example}.yaml`), 'utf8')) as unknown;
  await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    await applyProgram(session, program);
    return undefined;
  });
  await house.programs.reload(house.database.reader);
}

/** A file that is delivered beside the code, compiled or not. */
function fileOfRepository(path: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, path);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) throw new Error(`${path} is missing from this installation`);
  }
}

/** The people's time with the brands, lived through a step at a time. */
class Life {
  reported = 0;
  spendings = 0;
  readonly #memberIds = new Map<Person, string>();

  constructor(
    private readonly house: House,
    private readonly random: Random,
    private readonly people: readonly Person[],
    readonly deeds: readonly Deed[],
  ) {}

  /** Guests of partners join there first; the host then knows them too. */
  async liveThrough(from: Instant, until: Instant): Promise<void> {
    const within = (at: Instant) => at >= from && at < until;
    const joining = groupBy(this.people.filter(({ joinedAt }) => within(joinedAt)), brandOf); // prettier-ignore
    const doing = groupBy(this.deeds.filter(({ at }) => within(at)), ({ brand }) => brand); // prettier-ignore
    for (const { brand } of [...partners, aurora]) {
      await this.#report(systemCaller(configId('brd', brand)), joining.get(brand) ?? [], doing.get(brand) ?? [], until);
    }
    await this.#spend(until);
  }

  async #report(caller: Caller, joining: readonly Person[], deeds: readonly Deed[], now: Instant): Promise<void> {
    if (joining.length + deeds.length === 0) return;
    const known = deeds.flatMap(({ person }) => this.#memberIds.get(person) ?? []);
    await write(this.house, { caller, members: known, now }, async (session) => {
      const enrolled = await enrolAll(session, joining.map((person) => enrolmentOf(person, caller.brandId))); // prettier-ignore
      for (const [at, person] of joining.entries()) this.#memberIds.set(person, enrolled[at]?.memberId ?? '');
      const lines = deeds.map((deed) => ({
        ...this.#readied(caller, deed),
        memberId: this.#memberIds.get(deed.person) ?? '',
      }));
      queueReports(session, lines, true);
      return undefined;
    });
    this.reported += deeds.length;
  }

  #readied(caller: Caller, { person, type, externalId, at, payload }: Deed) {
    const member = { id: this.#memberIds.get(person) ?? '' };
    return ready(this.house, caller, { member, type, externalId, occurredAt: at, payload });
  }

  /** Now and then somebody pays with points, never with more than there are. */
  async #spend(now: Instant): Promise<void> {
    const caller = systemCaller(configId('brd', aurora.brand));
    const spenders = this.people.filter(({ habit }) => this.random.chance(habit.isActive / 4));
    const members = spenders.flatMap((person) => this.#memberIds.get(person) ?? []);
    if (members.length === 0) return;
    await write(this.house, { caller, members, now }, async (session) => {
      this.spendings += await spendSome(session, members, this.random);
      return undefined;
    });
  }
}

async function spendSome(session: WriteSession, members: readonly string[], random: Random): Promise<number> {
  for (const memberId of members) session.queue.settle.set(memberId, session.now);
  await drainNow(session); // what has become available or has died by now counts
  const balances = await session.sql.rows<{ memberId: string; available: number }>(
    `SELECT memberId, available FROM point_accounts WHERE wallet = 'points' AND memberId IN ${marks(members)}`,
    members,
  );
  let spent = 0;
  for (const memberId of members) {
    const available = balances.find((each) => each.memberId === memberId)?.available ?? 0;
    const amount = Math.floor((available * random.whole(20, 80)) / 10_000) * 100;
    if (amount === 0) continue;
    points.spend(session, { memberId, brandId: session.caller.brandId, wallet: 'points', amount, reason: 'gift card' });
    spent += 1;
  }
  return spent;
}

function enrolmentOf(person: Person, brandId: string) {
  const { externalId, phone, email, displayName, birthday, locale, joinedAt } = person;
  const identities: Identity[] = [{ kind: 'external', value: externalId }];
  if (phone) identities.push({ kind: 'phone', value: phone });
  if (email) identities.push({ kind: 'email', value: email });
  return {
    brandId,
    identities: identities.map(normalise),
    displayName,
    birthday,
    locale,
    channel: person.partner === null ? 'app' : 'partner',
    enrolledAt: joinedAt,
    isHistory: true,
  };
}

function brandOf({ partner }: Person): string {
  return (partner === null ? undefined : partners[partner])?.brand ?? aurora.brand;
}
