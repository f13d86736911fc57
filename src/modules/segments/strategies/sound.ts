import { refuse } from '../../../kernel/refusal.js';
import { refuseUnknown } from '../audience.js';
import type { StrategyEntry } from './strategy.schema.js';
import { keyOf } from './strategy.schema.js';

/** Where the fields of a strategy stand in what was sent. */
export interface Places {
  readonly segments: readonly string[];
  readonly live: readonly string[];
}

/** Refuses UNKNOWN_SEGMENT for one that is not there, and STRATEGY_WITHOUT_SEGMENT where something is live for nobody. */
export function requireSound(entry: StrategyEntry, isSegment: (code: string) => boolean, places: Places): void {
  for (const [at, segment] of entry.segments.entries()) {
    if (!isSegment(segment)) refuseUnknown(segment, [...places.segments, String(at)]);
  }
  if (entry.live && entry.segments.length === 0) {
    refuse('STRATEGY_WITHOUT_SEGMENT', { strategy: keyOf(entry) }, places.live);
  }
}

/** The same of all strategies of a program, with their places in its file. */
export function requireAllSound(entries: readonly StrategyEntry[], isSegment: (code: string) => boolean): void {
  for (const [at, entry] of entries.entries()) {
    const place = ['segments', 'strategies', String(at)];
    requireSound(entry, isSegment, { segments: [...place, 'segments'], live: [...place, 'live'] });
  }
}
