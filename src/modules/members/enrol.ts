import type { Sql } from '../../kernel/database.js';
import { dayNumber, dayOf } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import { actorOf } from '../../kernel/caller.js';
import { newId } from '../../kernel/id.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Identity } from './identities.js';
import { normalise } from './identities.js';
import { meet } from './meet.js';
import { identitiesTaken } from './members.queries.js';
import { occasionOf } from './occasions/next-occasion.js';
import { joinVisitor } from './views/join-visitor.js';
import { memberReasons as reasons } from './members.reasons.js';

/** What a brand knows of somebody who joins. At least one identity; everything else may come later. */
export interface Enrolment {
  readonly brandId: string;
  readonly identities: readonly Identity[];
  readonly displayName?: string | null;
  readonly birthday?: Day | null;
  readonly locale?: string | null;
  readonly zone?: string | null;
  readonly channel?: string | null;
  /** The store it joined in, by what the brand calls it. */
  readonly store?: string | null;
  /** What views knew it by before. */
  readonly visitorId?: string | null;
  /** When it joined; now unless it is history. */
  readonly enrolledAt?: Instant;
  readonly isHistory?: boolean;
}

export interface Enrolled {
  readonly memberId: string;
  /** The `member.enrolled` activity, for its outcome. */
  readonly activityId: string;
}

/** Enrols one member. Refuses INVALID_IDENTITY, and ALREADY_ENROLLED when the brand knows one of the identities. */
export async function enrol(session: WriteSession, enrolment: Enrolment): Promise<Enrolled> {
  const identities = enrolment.identities.map(normalise);
  if (identities.length === 0) refuseInput(reasons.oneIdentity);
  const [taken] = await identitiesTaken(session.sql, enrolment.brandId, identities);
  if (taken) refuse('ALREADY_ENROLLED', { kind: taken.kind, memberId: taken.memberId }, [taken.kind]);
  const [enrolled] = await enrolAll(session, [{ ...enrolment, identities }]);
  const { memberId, activityId } = enrolled as Enrolled;
  const { brandId, visitorId } = enrolment;
  if (visitorId) await joinVisitor(session, { brandId, visitorId, memberId });
  await meet(session, memberId);
  return { memberId, activityId };
}

/** Enrols many who are known to be new; identities are normalised already. Set-based, however many they are. */
export async function enrolAll(session: WriteSession, enrolments: readonly Enrolment[]): Promise<Enrolled[]> {
  if (enrolments.length === 0) return [];
  const people = enrolments.map((enrolment) => ({ ...enrolment, id: newId('mem') }));
  await writeMembers(session, people);
  return people.map(({ id, brandId, channel, store, enrolledAt, isHistory }) => ({
    memberId: id,
    activityId: session.record({
      type: 'member.enrolled',
      memberId: id,
      brandId,
      occurredAt: enrolledAt ?? session.now,
      isHistory: isHistory ?? false,
      payload: { ...(channel ? { channel } : {}), ...(store ? { store } : {}) },
    }),
  }));
}

/** Somebody new who has an id already. */
export interface Newcomer extends Enrolment {
  readonly id: string;
  /** Other brands that may see it, and since when. */
  readonly links?: readonly { readonly brandId: string; readonly linkedAt: Instant }[];
}

/** Writes the rows of members and nothing of what they did: `member.enrolled` is the caller's to record. */
export async function writeMembers(session: WriteSession, newcomers: readonly Newcomer[]): Promise<void> {
  if (newcomers.length === 0) return;
  const firstNumber = await takeNumbers(session.sql, newcomers.length);
  const people = newcomers.map((newcomer, at) => ({ ...newcomer, number: firstNumber + at }));
  const { now } = session;
  const { zone: programZone } = session.house.programs.current();
  await insertRows(
    session.sql,
    'members',
    people.map(({ id, number, brandId, channel, enrolledAt }) => ({
      id,
      number,
      status: 'active',
      brandId,
      channel: channel ?? null,
      enrolledAt: enrolledAt ?? now,
      createdAt: now,
      enrolledDay: dayNumber(dayOf(enrolledAt ?? now, programZone)),
    })),
  );
  await insertRows(
    session.sql,
    'member_profiles',
    people.map(({ id, displayName, birthday, locale, zone, enrolledAt }) => ({
      memberId: id,
      displayName: displayName ?? null,
      birthday: birthday ?? null,
      locale: locale ?? null,
      zone: zone ?? null,
      version: 0,
      updatedAt: now,
      ...occasionOf({ birthday: birthday ?? null, zone: zone ?? programZone, enrolledAt: enrolledAt ?? now }, now),
    })),
  );
  await insertRows(
    session.sql,
    'member_identities',
    people.flatMap(({ id, brandId, identities }) =>
      identities.map(({ kind, value }) => ({ id: newId('idn'), memberId: id, brandId, kind, value, createdAt: now })),
    ),
  );
  await writeLinks(session, newcomers);
  session.adopt(
    people.map(({ id, number, brandId, enrolledAt }) => ({
      id,
      number,
      status: 'active',
      brandId,
      enrolledAt: enrolledAt ?? now,
    })),
  );
}

/** A partner that enrols somebody sees it; so does whom it was linked to since, which is written down as every link is. */
async function writeLinks(session: WriteSession, newcomers: readonly Newcomer[]): Promise<void> {
  const { sql, now, caller } = session;
  const host = session.house.programs.current().hostBrandId;
  const own = newcomers.filter(({ brandId }) => brandId !== host);
  const made = newcomers.flatMap(({ id, links = [] }) => links.map((link) => ({ memberId: id, ...link })));
  const links = [...own.map(({ id, brandId, enrolledAt }) => ({ memberId: id, brandId, linkedAt: enrolledAt ?? now })), ...made]; // prettier-ignore
  await insertRows(sql, 'member_links', links);
  const changes = made.map(({ memberId, brandId, linkedAt }) => ({ id: newId('lnk'), memberId, brandId, isLinked: true, ...actorOf(caller), occurredAt: linkedAt })); // prettier-ignore
  await insertRows(sql, 'member_link_changes', changes);
}

/** Dense numbers, in the transaction that uses them: a rolled-back enrolment leaves no gap. */
async function takeNumbers(sql: Sql, count: number): Promise<number> {
  await sql.run("UPDATE counters SET value = value + ? WHERE name = 'members.number'", [count]);
  const [row] = await sql.rows<{ value: number }>("SELECT value FROM counters WHERE name = 'members.number'");
  return (row?.value ?? 0) - count + 1;
}
