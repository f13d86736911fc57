import { actorOf } from '../../../kernel/caller.js';
import type { Instant } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/id.js';
import { refuseInput } from '../../../kernel/refusal.js';
import { insertRows, upsertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { memberReasons as reasons } from '../members.reasons.js';

const AHEAD_MAX_MS = 5 * 60_000;
const VERSION = /^[\w.:-]{1,64}$/;

/** What a member said about one thing. */
export interface ConsentWord {
  readonly channel: string;
  readonly purpose: string;
  readonly state: 'granted' | 'withdrawn';
  /** Which text was shown: its name and version, `privacy-2026-05`. */
  readonly textVersion: string;
  /** Where it was said: `app`, `checkout`, `paper`. */
  readonly source: string;
  /** When it was said; now when nothing is given. */
  readonly occurredAt?: Instant | null;
}

export interface Consents {
  readonly memberId: string;
  /** To whom. */
  readonly brandId: string;
  readonly words: readonly ConsentWord[];
}

interface Current {
  readonly channel: string;
  readonly purpose: string;
  readonly state: 'granted' | 'withdrawn';
  readonly textVersion: string;
  readonly occurredAt: Instant;
}

/**
 * Keeps what a locked member said. Every word goes into the history; what holds now is the word said last, in whatever
 * order they arrive. What was said before in the same words is kept once. Answers the activity, if anything changed and
 * the member takes part. Refuses INVALID_INPUT.
 */
export async function setConsents(session: WriteSession, consents: Consents): Promise<string | null> {
  const { memberId, brandId } = consents;
  const latest = await currentOf(session, memberId, brandId);
  const heard: Said[] = [];
  const changed = new Map<string, Said>();
  for (const word of consents.words) {
    const said = { ...word, occurredAt: saidAt(session, word) };
    const known = latest.get(keyOf(word));
    if (isRepeated(known, word)) continue;
    heard.push(said);
    if (known && known.occurredAt > said.occurredAt) continue;
    latest.set(keyOf(word), said);
    changed.set(keyOf(word), said);
  }
  await keepHistory(session, memberId, brandId, heard);
  await keepCurrent(session, memberId, brandId, [...changed.values()]);
  return changed.size === 0 ? null : recordChange(session, memberId, brandId, [...changed.values()]);
}

/** Withdraws everything that was granted to a brand. */
export async function withdrawAll(
  session: WriteSession,
  memberId: string,
  brandId: string,
  source: string,
): Promise<void> {
  const current = await currentOf(session, memberId, brandId);
  const granted = [...current.values()].filter(({ state }) => state === 'granted');
  const words = granted.map(({ channel, purpose, textVersion }) => ({ channel, purpose, textVersion, source, state: 'withdrawn' as const, occurredAt: session.now })); // prettier-ignore
  await keepHistory(session, memberId, brandId, words);
  await keepCurrent(session, memberId, brandId, words);
}

type Said = ConsentWord & { readonly occurredAt: Instant };

function saidAt({ now }: WriteSession, { occurredAt, textVersion, source }: ConsentWord): Instant {
  if (!VERSION.test(textVersion)) {
    refuseInput(reasons.wordLike('textVersion'), ['textVersion']);
  }
  if (!VERSION.test(source)) {
    refuseInput(reasons.wordLike('source'), ['source']);
  }
  const at = occurredAt ?? now;
  if (at > now + AHEAD_MAX_MS || at < 0) {
    refuseInput(reasons.inThePast, ['occurredAt']);
  }
  return at;
}

async function currentOf({ sql }: WriteSession, memberId: string, brandId: string): Promise<Map<string, Current>> {
  const rows = await sql.rows<Current>(
    'SELECT channel, purpose, state, textVersion, occurredAt FROM member_consents WHERE memberId = ? AND brandId = ?',
    [memberId, brandId],
  );
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function keepHistory(session: WriteSession, memberId: string, brandId: string, words: readonly Said[]): Promise<void> {
  const rows = words.map((word) => ({
    id: newId('cns'),
    ...rowOf(memberId, brandId, word),
    ...actorOf(session.caller),
    recordedAt: session.now,
  }));
  return insertRows(session.sql, 'member_consent_changes', rows);
}

/** The member is locked, so what was read is what is replaced. */
function keepCurrent(session: WriteSession, memberId: string, brandId: string, words: readonly Said[]): Promise<void> {
  const update = { state: 'replace', textVersion: 'replace', source: 'replace', occurredAt: 'replace' } as const;
  const rows = words.map((word) => rowOf(memberId, brandId, word));
  return upsertRows(session.sql, 'member_consents', ['memberId', 'brandId', 'channel', 'purpose'], rows, update);
}

function rowOf(memberId: string, brandId: string, word: Said) {
  const { channel, purpose, state, textVersion, source, occurredAt } = word;
  return { memberId, brandId, channel, purpose, state, textVersion, source, occurredAt };
}

/** A word counts also when the member is suspended: only the activity, which rules may answer, is for those who take part. */
function recordChange(session: WriteSession, memberId: string, brandId: string, words: readonly Said[]): string | null {
  if (session.members.get(memberId)?.status !== 'active') return null;
  const granted = words.filter(({ state }) => state === 'granted').length;
  const payload = { granted, withdrawn: words.length - granted };
  return session.record({ type: 'consent.changed', memberId, brandId, payload });
}

function isRepeated(known: Current | undefined, { state, textVersion, occurredAt }: ConsentWord): boolean {
  if (known?.state !== state || known.textVersion !== textVersion) return false;
  return occurredAt == null || occurredAt === known.occurredAt;
}

function keyOf({ channel, purpose }: { readonly channel: string; readonly purpose: string }): string {
  return `${channel}|${purpose}`;
}
