import type { Effect, Outcome } from '../../../kernel/effect.js';
import type { Packed } from './packed.js';

/** Facts of packages after which each of their parts is told of. */
export const TOLD_EACH: ReadonlySet<string> = new Set(['package.issued', 'package.revoked', 'card.cycle']);

/** What a caller is told of a package as a whole; of its parts it is told one by one. */
export function packedTold({ kind, reason, intent }: Effect<Packed>): Outcome {
  const { held, parts, missing } = intent;
  const facts = { packageIssueId: held.id, package: held.package, grants: parts.length };
  if (kind !== 'benefit.unpack') return { kind, status: 'done', reason, facts: { ...facts, missing: [...missing] } };
  return { kind, status: 'done', reason, facts: { ...facts, used: [...missing] } };
}
