import type { Effect } from '../../../kernel/effect.js';
import { derivedId, idAbout, sibling } from '../../../kernel/id.js';
import type { FollowUp, Resolved, State } from '../../../kernel/participant.js';
import { sliceOf } from '../../../kernel/participant.js';
import { membersParticipant } from '../../members/index.js';
import type { BenefitsPart } from '../compile.js';
import { issued } from '../issue.js';
import type { Intent, Settled, Within } from '../settled.js';
import { priceTold } from '../price.js';
import { declined } from '../settled.js';
import type { BenefitsSlice } from '../slice.js';
import { sliceIn, withGrant } from '../slice.js';
import type { Span } from './cycles.js';
import { birthdayMonth, cardEnd, cycleAt, noticeAt } from './cycles.js';
import type { Held } from './held.js';
import type { PackageEntry } from './package-terms.js';

/** What became of a package: how it stands afterwards, and each of its parts as if it had come alone. */
export interface Packed {
  readonly held: Held;
  readonly parts: readonly Settled[];
  /** Parts there was nothing for, by their benefits; taken back: what had been used of it, by grant. */
  readonly missing: readonly string[];
}

/** One grant of a package that is to be made. */
interface Piece {
  readonly benefit: string;
  readonly within: Within;
}

/** A package for a member: all that comes at once of it, or nothing. */
export function packaged(part: BenefitsPart, state: State, effect: Effect<Intent['package']>): Resolved {
  const { package: code, paid, source = 'rule', orderId = null } = effect.intent;
  const entry = part.packages.get(code);
  if (!entry) return declined(effect, 'UNKNOWN_PACKAGE', { package: code });
  if (entry.status !== 'live') return declined(effect, 'PACKAGE_NOT_LIVE', { package: code, status: entry.status });
  const isOtherPrice = paid !== undefined && (entry.price?.points !== paid.points || entry.price.wallet !== paid.wallet);
  if (isOtherPrice) return declined(effect, 'PRICE_CHANGED', priceTold(entry));
  const held = begun(part, entry, effect, source);
  const pieces = piecesOf(part, state, entry, held);
  const packed = filled(part, state, effect, held, { pieces, orderId, idOf: (_, nth) => idWith(state, effect, nth) });
  const [missing] = packed.missing;
  if (missing !== undefined) return { skipped: `PACKAGE_PART_MISSING ${missing}` };
  return settledAs(effect, packed, 'package.issued');
} // prettier-ignore

/** The next cycle of a card, or its end. What there is nothing for is left out, and told of: a card goes on without it. */
export function cycled(part: BenefitsPart, state: State, effect: Effect<Intent['ofPackage']>): Resolved {
  const before = sliceIn(state).packages.get(effect.intent.packageIssueId);
  const isDue = before?.status === 'live' && before.dueAt !== null && before.dueAt <= effect.at;
  if (!isDue) return { skipped: 'it is not due' };
  const entry = part.packages.get(before.package);
  if (!entry?.cycle || effect.at >= (before.until ?? 0))
    return settledAs(effect, over(before, effect.at), 'card.ended');
  const cycle = cycleAt(entry.cycle.unit, before.issuedAt, before.cycle + 1, part.zone);
  const held: Held = { ...before, cycle: before.cycle + 1, ...cycleOf(entry, cycle, before.until) };
  const pieces = state.member.status === 'active' ? piecesOf(part, state, entry, held) : [];
  const idOf = ({ benefit }: Piece, nth: number) => idAbout('grt', held.id, String(held.cycle), benefit, String(nth));
  const own = { ...effect, isRequired: false, brandId: held.brandId, reason: held.reason };
  const packed = filled(part, state, own, held, { pieces, idOf });
  return settledAs(effect, packed, 'card.cycle');
}

function over(held: Held, at: number): Packed {
  return { held: { ...held, status: 'ended', dueAt: null, noticeAt: null, endedAt: at }, parts: [], missing: [] };
}

function begun({ zone }: BenefitsPart, entry: PackageEntry, { id, at, brandId, causeId, reason }: Effect, source: Held['source']): Held {
  const { code, kind, cycle } = entry;
  const until = cycle ? cardEnd(cycle, at, zone) : null;
  return {
    ...{ id: sibling(id, 'pki'), package: code, kind, brandId, causeId, source, reason: reason.slice(0, 120), until },
    ...{ status: 'live', issuedAt: at, cycle: 0, endedAt: null },
    ...(cycle ? cycleOf(entry, cycleAt(cycle.unit, at, 0, zone), until) : { cycleFrom: null, cycleUntil: null, dueAt: null, noticeAt: null }),
  };
} // prettier-ignore

/** A cycle ends with its card at the latest, and is what is due next. */
function cycleOf({ noticeDays }: PackageEntry, cycle: Span, until: number | null) {
  const end = Math.min(cycle.until, until ?? Infinity);
  return { cycleFrom: cycle.from, cycleUntil: end, dueAt: end, noticeAt: noticeAt(noticeDays, { ...cycle, until: end }) };
} // prettier-ignore

/** What comes at once: all of a bundle, of a card what belongs to its cycle. */
function piecesOf({ zone }: BenefitsPart, state: State, { parts }: PackageEntry, held: Held): Piece[] {
  const { id: packageIssueId, cycleFrom, cycleUntil, until, issuedAt, cycle: nth } = held;
  const isPromised = nth > 0;
  return parts.flatMap(({ benefit, quantity, isBirthdayMonthOnly }): Piece[] => {
    if (cycleFrom === null || cycleUntil === null || until === null) return times(quantity, { benefit, within: { packageIssueId } });
    const cycle = { from: cycleFrom, until: cycleUntil };
    const birthday = sliceOf(state, membersParticipant).profile?.birthday ?? null;
    const span = isBirthdayMonthOnly ? birthdayMonth(birthday, cycle, { from: issuedAt, until }, zone) : cycle;
    return span ? times(quantity, { benefit, within: { packageIssueId, isPromised, ...span } }) : [];
  });
} // prettier-ignore

interface Filling {
  readonly pieces: readonly Piece[];
  readonly orderId?: string | null;
  /** `nth`: of this benefit among the pieces. */
  readonly idOf: (piece: Piece, nth: number) => string;
}

/** Decides on the parts one after the other, each where the ones before leave the member. Refuses as each would alone. */
function filled(part: BenefitsPart, state: State, effect: Effect, held: Held, { pieces, orderId = null, idOf }: Filling): Packed {
  let now = state;
  const [parts, missing]: [Settled[], string[]] = [[], []];
  for (const [nth, piece] of pieces.entries()) {
    const intent: Intent['issue'] = { benefit: piece.benefit, source: 'package', orderId, grantId: idOf(piece, nth), within: piece.within };
    const outcome = issued(part, now, { ...effect, kind: 'benefit.issue', intent });
    if ('skipped' in outcome) missing.push(piece.benefit);
    else {
      const one = outcome.effect.intent as Settled;
      parts.push(one);
      now = withSlice(now, withGrant(sliceIn(now), one.grant, one.takesUnit ?? false));
    }
  }
  return { held, parts, missing };
} // prettier-ignore

const LAST = 1_023;

/** Ids of parts follow from the same root as everything else of the activity, from the other end: nothing counts that far. */
function idWith(state: State, { rootId }: Effect, nth: number): string {
  const root = rootId.slice(4, -2);
  const before = [...sliceIn(state).grants.values()].filter(({ id, packageIssueId }) => packageIssueId !== null && id.slice(4, -2) === root); // prettier-ignore
  return derivedId(rootId, LAST - before.length - nth, 'grt');
}

function settledAs(effect: Effect, packed: Packed, type: string): Resolved {
  const { held, parts, missing } = packed;
  const { id: packageIssueId, package: code, kind, until, cycleUntil } = held;
  const grants = parts.map(({ grant }) => grant.id);
  const ends = { until: told(until), ...(type === 'card.cycle' ? { cycleUntil: told(cycleUntil) } : {}) };
  const fact: FollowUp = { type, subjectId: packageIssueId, payload: { packageIssueId, package: code, kind, grants, missing: [...missing], ...(until === null ? {} : ends) } }; // prettier-ignore
  return { effect: { ...effect, intent: packed }, fact };
}

function told(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function times<T>(count: number, item: T): T[] {
  return Array.from({ length: count }, () => item);
}

function withSlice(state: State, slice: BenefitsSlice): State {
  return { ...state, slices: { ...state.slices, benefits: slice } };
}
