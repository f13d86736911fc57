import type { Effect } from '../../../kernel/effect.js';
import type { Settled } from '../settled.js';
import type { Packed } from './packed.js';

const AS: Readonly<Record<string, string>> = { 'benefit.package': 'benefit.issue', 'benefit.cycle': 'benefit.issue', 'benefit.unpack': 'benefit.revoke' }; // prettier-ignore

export function isPacked(effect: Effect): effect is Effect<Packed> {
  return effect.kind in AS;
}

/** An effect as the single ones it comes to: of a package, one a part. */
export function singles(effect: Effect): Effect<Settled>[] {
  if (!isPacked(effect)) return [effect as Effect<Settled>];
  return effect.intent.parts.map((intent) => ({ ...effect, kind: AS[effect.kind] ?? effect.kind, intent }));
}
