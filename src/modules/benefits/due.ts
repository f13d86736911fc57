import type { Activity } from '../../kernel/activity.js';
import type { Instant } from '../../kernel/clock.js';
import type { Effect } from '../../kernel/effect.js';
import type { State } from '../../kernel/participant.js';
import type { Promised } from './grants.js';
import { singles } from './packages/singles.js';
import { emptySlice, sliceIn } from './slice.js';

/** What effects promise a member: because rules, packs or dates say so, because somebody asked for it, each part of a package. */
export function promisedBy(effects: readonly Effect[]): Promised[] {
  return effects
    .filter(({ kind }) => ISSUING.has(kind))
    .flatMap(singles)
    .map(({ intent }) => intent.grant);
}

const ISSUING: ReadonlySet<string> = new Set(['benefit.issue', 'benefit.package', 'benefit.cycle']);

/** The state of a member for whom so much of some benefits is left, by their codes; of all others nobody knows. */
export function withStock(state: State, stock: ReadonlyMap<string, number>): State {
  const slice = { ...sliceIn(state), stock, rooms: emptySlice.rooms };
  return { ...state, slices: { ...state.slices, benefits: slice } };
}

/** A benefit that was handed to many at once: nobody reported anything for it, so that the journal is where it is known from. */
export function handedOut({ type, payload }: Pick<Activity, 'type' | 'payload'>): { grantId: string; benefit: string } | undefined {
  if ((type !== 'benefit.issued' && type !== 'benefit.owed') || payload['source'] !== 'bulk') return undefined;
  return { grantId: payload['grantId'] as string, benefit: payload['benefit'] as string };
} // prettier-ignore

/** The state of a member that got a benefit at an instant: limits count it. */
export function withIssued(state: State, benefit: string, at: Instant): State {
  const slice = sliceIn(state);
  const issuedAts = new Map(slice.issuedAts).set(benefit, [...(slice.issuedAts.get(benefit) ?? []), at]);
  return { ...state, slices: { ...state.slices, benefits: { ...slice, issuedAts } } };
}
