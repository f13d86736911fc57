import type { Effect } from '../../kernel/effect.js';
import type { JsonObject } from '../../kernel/json.js';
import type { Resolved, State } from '../../kernel/participant.js';
import type { Outcome } from './checks.js';
import { checked, fallen, keeps, missing, moved } from './checks.js';
import type { Looking } from './checks.js';
import type { TiersPart } from './compile.js';
import type { Ladder } from './ladder.js';
import { isCondition, nextOf, reached, startOf, tierOf } from './ladder.js';
import { asOf, enrolledOf, meetsAsOf, numbersOf } from './measure.js';
import type { Standing } from './standing.js';
import { scheduled, standingOn } from './standing.js';

/** What is asked for about one ladder. */
export interface Intent {
  readonly ladder: string;
  /** The tier that was reached, or that somebody gives. */
  readonly tier?: string;
  /** Until when a tier given by hand is held, as the activity that says so has it; null for good. */
  readonly until?: string | null;
  readonly reason?: string;
  readonly byKind?: string;
  readonly byId?: string | null;
  /** Of a recalculation: whether validity counts for nothing for whoever stands there since before the program changed. */
  readonly strictBefore?: number | null;
}

/** What it came to. */
export interface ChangeIntent {
  readonly ladder: string;
  readonly from: string;
  readonly to: string;
  readonly standing: Standing;
}

type Resolver = (looking: Looking, intent: Intent) => Outcome | null;

const RESOLVERS: Readonly<Record<string, Resolver>> = {
  'tiers.change': upgraded,
  'tiers.check': checked,
  'tiers.near': nearing,
  'tiers.set': set,
  'tiers.recalculate': recalculated,
};

/** How a change of standing turns out: with the standing as it is afterwards, and the fact there is to tell. */
export function resolveEffect(part: TiersPart, state: State, effect: Effect): Resolved {
  const intent = effect.intent as Intent;
  const ladder = part.ladders.find(({ code }) => code === intent.ladder);
  if (!ladder) return resolveRetired(state, effect as Effect<Intent>);
  const standing = standingOf(part, state, ladder);
  const looking = { part, state, ladder, standing, at: effect.at, causeId: effect.causeId };
  const outcome = RESOLVERS[effect.kind]?.(looking, intent) ?? null;
  if (!outcome) return { skipped: 'nothing changes' };
  const { recordedAt } = standing;
  const settled = { ladder: ladder.code, from: standing.tier, to: outcome.standing.tier, standing: { ...outcome.standing, recordedAt } }; // prettier-ignore
  if (!outcome.fact) return { effect: { ...effect, intent: settled } };
  const isPast = recordedAt !== null && recordedAt > effect.at;
  const fact = { ...outcome.fact, subjectId: ladder.code, ...(isPast ? { isHistory: true } : {}) };
  return { effect: { ...effect, intent: settled }, fact };
}

/** Where a member stands; without a row, at the start since it joined. */
export function standingOf({ zone }: Pick<TiersPart, 'zone'>, state: State, ladder: Ladder): Standing {
  const stored = (state.slices['tiers'] as ReadonlyMap<string, Standing>).get(ladder.code);
  if (stored) return stored;
  const { member } = state;
  return { ...standingOn(ladder, startOf(ladder), member.enrolledAt, member.id, enrolledOf(member, zone)) };
}

/** On a ladder that the program has no more, nothing is due. */
function resolveRetired({ slices }: State, effect: Effect<Intent>): Resolved {
  const { ladder } = effect.intent;
  const standing = (slices['tiers'] as ReadonlyMap<string, Standing>).get(ladder);
  if (!standing) return { skipped: 'there is no such ladder' };
  const settled = { ladder, from: standing.tier, to: standing.tier, standing: { ...standing, nextCheckAt: null } };
  return { effect: { ...effect, intent: settled } };
}

function upgraded(looking: Looking, { tier }: Intent): Outcome {
  const { part, state, ladder, at } = looking;
  const to = tierOf(ladder, tier);
  return moved(looking, to, { cause: 'upgrade', ...numbersOf(part, state, to.entry, asOf(at, part.zone)) });
}

function nearing({ part, state, ladder, standing, at }: Looking): Outcome | null {
  const next = nextOf(ladder, tierOf(ladder, standing.tier));
  if (!next?.entry || isCondition(next.entry)) return null;
  const numbers = missing(numbersOf(part, state, next.entry, asOf(at, part.zone)));
  const payload = { ladder: ladder.code, tier: standing.tier, next: next.code, ...numbers };
  return { standing: { ...standing, nearTold: next.code }, fact: { type: 'tier.near', payload } };
}

/** A tier given by hand; what the member had before waits until that ends. */
function set(looking: Looking, { tier, until = null, reason = '', byKind, byId }: Intent): Outcome | null {
  const { part, ladder, standing } = looking;
  const to = ladder.tiers.find(({ code }) => code === tier);
  if (!to) return null;
  const { standing: fresh, fact } = moved(looking, to, said({ cause: 'set', reason, until, byKind, byId }));
  const { tier: was, since, validUntil, graceUntil } = standing;
  const before = standing.before ?? { tier: was, since, validUntil, graceUntil };
  const setUntil = until === null ? null : Date.parse(until);
  const after = scheduled(ladder, part.zone, { ...fresh, validUntil: null, before, setUntil });
  if (to.code !== tierOf(ladder, was).code) return { standing: after, ...(fact ? { fact } : {}) };
  return { standing: { ...after, since: standing.since, causeId: standing.causeId } };
}

/** As the program says it now. Nobody loses a tier whose validity runs, unless that is asked for. */
function recalculated(looking: Looking, { strictBefore = null }: Intent): Outcome | null {
  const { part, state, ladder, standing, at } = looking;
  if (standing.before) return null;
  const now = asOf(at, part.zone);
  const meets = meetsAsOf(part, state, now);
  const tier = tierOf(ladder, standing.tier);
  const best = reached(ladder, meets);
  const why = { cause: 'recalculated', ...numbersOf(part, state, best.entry, now) };
  if (best.rank > tier.rank) return moved(looking, best, why);
  if (tier.code !== standing.tier) return moved(looking, tier, why); // the tier it stood on was retired
  const isStrict = strictBefore !== null && standing.since < strictBefore && tier.policy !== 'none';
  if (isStrict && !keeps(looking, now)) return fallen(looking, now, 'recalculated');
  return rulesApplied(looking);
}

/** A validity the tier has got since begins today; one it has no more ends nothing; anything else stays as promised. */
function rulesApplied({ part, state, ladder, standing, at, causeId }: Looking): Outcome | null {
  const tier = tierOf(ladder, standing.tier);
  const fresh = standingOn(ladder, tier, at, causeId, enrolledOf(state.member, part.zone));
  const isTimeless = tier.validity.kind === 'ever';
  const validUntil = isTimeless ? null : (standing.validUntil ?? fresh.validUntil);
  const graceUntil = isTimeless ? null : standing.graceUntil;
  const after = scheduled(ladder, part.zone, { ...standing, validUntil, graceUntil });
  const isSame = after.validUntil === standing.validUntil && after.graceUntil === standing.graceUntil && after.nextCheckAt === standing.nextCheckAt; // prettier-ignore
  return isSame ? null : { standing: after };
}

function said(facts: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as JsonObject;
}
