import type { Effect, Outcome } from '../../../kernel/effect.js';
import type { Reserved } from './resolve.js';

/** What is done about a purchase before there is a grant. */
export function isOfPurchase(effect: Effect): effect is Effect<Reserved> {
  return effect.kind.startsWith('purchase.');
}

export function toldOfPurchase({ kind, reason, intent: { purchase } }: Effect<Reserved>): Outcome {
  return { kind, status: 'done', reason, facts: { purchaseId: purchase.id, benefit: purchase.benefit } };
}
