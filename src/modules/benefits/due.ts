import type { Effect } from '../../kernel/effect.js';
import type { State } from '../../kernel/participant.js';
import type { Promised } from './grants.js';
import type { Settled } from './settled.js';
import { emptySlice, sliceIn } from './slice.js';

/** What effects promise a member because rules, packs or dates say so; not what somebody asked for. */
export function promisedByRule(effects: readonly Effect[]): Promised[] {
  return effects
    .filter(({ kind, isRequired }) => kind === 'benefit.issue' && !isRequired)
    .map(({ intent }) => (intent as Settled).grant);
}

/** The state of a member for whom so much of some benefits is left, by their codes; of all others nobody knows. */
export function withStock(state: State, stock: ReadonlyMap<string, number>): State {
  const slice = { ...sliceIn(state), stock, rooms: emptySlice.rooms };
  return { ...state, slices: { ...state.slices, benefits: slice } };
}
