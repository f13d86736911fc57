import type { Activity } from '../../kernel/activity.js';
import type { Effect, Wish } from '../../kernel/effect.js';
import type { Fragment, Need, Participant, State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { marks } from '../../kernel/rows.js';
import { membersParticipant, orderKey } from '../members/index.js';
import { writeGrants } from './apply.js';
import type { BenefitsPart } from './compile.js';
import { benefitWants, compileBenefits } from './compile.js';
import { isHolding } from './grants.js';
import { heldFragment, heldLive } from './holding.js';
import { heldOfRows } from './packages/held.js';
import { namedPackages } from './packages/package-load.js';
import { packedTold, TOLD_EACH } from './packages/packed-told.js';
import { PACKAGE_RESOLVERS } from './packages/package-resolvers.js';
import { isPacked, singles } from './packages/singles.js';
import { tellEach } from './packages/unpacked.js';
import { isOfPurchase, toldOfPurchase } from './purchases/effects.js';
import { purchasesNeeded, purchasesOfRows } from './purchases/load.js';
import { purchaseDueAt } from './purchases/purchase.js';
import { reserveUnits } from './reserve.js';
import { RESOLVERS } from './resolve.js';
import type { Intent, Settled } from './settled.js';
import type { BenefitsSlice, Denied } from './slice.js';
import {
  deny,
  emptySlice,
  GRANT_COLUMNS,
  grantsOfRows,
  sliceIn,
  USE_COLUMNS,
  withGrant,
  withPackage,
  withPurchase,
} from './slice.js';

const ALL = { ...RESOLVERS, ...PACKAGE_RESOLVERS };

/** Promises in the engine: what is wished for is issued, or what stands in for it, and used at most as often as was promised. */
export const benefitsParticipant: Participant<BenefitsPart, BenefitsSlice> = {
  name: 'benefits',
  effects: Object.keys(ALL),
  empty: emptySlice,

  compile: compileBenefits,
  wants: benefitWants,

  load(need) {
    return [
      ...namedGrants(need),
      ...orderGrants(need),
      ...purchasesNeeded(need),
      ...namedPackages(need),
      ...heldFragment(need),
    ];
  },

  slice(rows) {
    const all = (...fragments: readonly string[]) => fragments.flatMap((fragment) => rows(fragment));
    const grants = grantsOfRows(all('named', 'earned', 'paid', 'parts'), all('uses', 'usesEarned', 'usesPaid', 'usesParts')); // prettier-ignore
    const [purchases, packages, held] = [
      purchasesOfRows(rows('purchases')),
      heldOfRows(rows('packages')),
      heldLive(rows('held')),
    ];
    const isEmpty = grants.size + purchases.size + packages.size + held.size === 0;
    return isEmpty ? emptySlice : { ...emptySlice, grants, purchases, packages, held };
  },

  /** What nobody has paid for in time is let go at its own instant. */
  due(_part, slice, until) {
    const over = [...slice.purchases.values()].filter((each) => (purchaseDueAt(each) ?? Infinity) <= until);
    return over.sort((a, b) => a.expiresAt - b.expiresAt).map(({ id, expiresAt }) => ({ kind: 'purchase.lapse', reason: 'not paid in time', at: expiresAt, intent: { purchaseId: id }, key: `lapse|${id}` })); // prettier-ignore
  },

  foldEffect(_part, slice, effect) {
    if (isOfPurchase(effect)) return withPurchase(slice, effect.intent.purchase, effect.intent.takesUnit);
    const known = isPacked(effect) ? withPackage(slice, effect.intent.held) : slice;
    return singles(effect).reduce(withSingle, known);
  },

  decide(_part, state, activity) {
    if (TOLD_EACH.has(activity.type)) return { wishes: tellEach(state, activity) };
    return { wishes: activity.type === 'refund' ? refunded(state, activity) : [] };
  },

  resolve(part, state, effect) {
    const resolver = (ALL as Readonly<Record<string, (typeof ALL)[keyof typeof ALL]>>)[effect.kind];
    if (!resolver) throw new Error(`Benefits do not know effects of kind ${effect.kind}`);
    return resolver(part, state, effect as Effect<never>);
  },

  reserve: reserveUnits,
  deny: (slice, what) => deny(slice, what as Denied),
  apply: writeGrants,

  report(effect) {
    if (isOfPurchase(effect)) return toldOfPurchase(effect);
    if (isPacked(effect)) return packedTold(effect);
    const { reason, intent } = effect as Effect<Settled>;
    const { grant, owed, use, as } = intent;
    const kind = as ?? effect.kind;
    const status =
      owed || (as && grant.over === 'owed')
        ? 'owed'
        : grant.instead !== null && kind === 'benefit.issue'
          ? 'fallback'
          : 'done';
    const facts = { grantId: grant.id, benefit: grant.benefit, status, ...(use ? { redemptionId: use.id } : {}) };
    return { kind, status, reason, facts };
  },
};

/** What happened to one grant, and to the purchase it came of. */
function withSingle(slice: BenefitsSlice, { intent }: Effect<Settled>): BenefitsSlice {
  const { grant, purchase, takesUnit = false } = intent;
  const after = withGrant(slice, grant, takesUnit);
  return purchase ? withPurchase(after, purchase) : after;
}

/** Grants that are named: by what is asked for, or by an activity that is about one. */
function namedGrants({ memberIds, activities, wishes }: Need): Fragment[] {
  const named = [...wishes.map(({ intent }) => intent), ...activities.map(({ payload }) => payload)] as (Partial<Intent['ofGrant']> | null)[]; // prettier-ignore
  const ids = [...new Set(named.flatMap((each) => (typeof each?.grantId === 'string' ? each.grantId : [])))];
  if (ids.length === 0) return [];
  const where = `memberId IN ${marks(memberIds)}`;
  return [
    { name: 'named', member: 'memberId', columns: GRANT_COLUMNS, from: `FROM grants WHERE id IN ${marks(ids)} AND ${where}`, params: [...ids, ...memberIds] }, // prettier-ignore
    { name: 'uses', member: 'memberId', columns: USE_COLUMNS, from: `FROM redemptions WHERE grantId IN ${marks(ids)} AND ${where}`, params: [...ids, ...memberIds] }, // prettier-ignore
  ];
}

/** What orders that are refunded have earned, and what was used on them. */
function orderGrants({ memberIds, activities }: Need): Fragment[] {
  const orders = [...new Set(activities.flatMap(({ type, subjectId }) => (type === 'refund' && subjectId ? subjectId : [])))]; // prettier-ignore
  if (orders.length === 0) return [];
  const own = `memberId IN ${marks(memberIds)} AND orderId IN ${marks(orders)}`;
  const params = [...memberIds, ...orders];
  const of = (ids: string) => ({ grants: `FROM grants WHERE id IN (${ids})`, uses: `FROM redemptions WHERE grantId IN (${ids})` }); // prettier-ignore
  const earned = of(`SELECT id FROM grants WHERE ${own}`);
  const paid = of(`SELECT grantId FROM redemptions WHERE ${own}`);
  return [
    { name: 'earned', member: 'memberId', columns: GRANT_COLUMNS, from: earned.grants, params },
    { name: 'usesEarned', member: 'memberId', columns: USE_COLUMNS, from: earned.uses, params },
    { name: 'paid', member: 'memberId', columns: GRANT_COLUMNS, from: paid.grants, params },
    { name: 'usesPaid', member: 'memberId', columns: USE_COLUMNS, from: paid.uses, params },
  ];
}

/** An order that was given back whole takes what it earned with it, as far as that is unused, and gives back what was used on it. */
function refunded(state: State, { brandId, subjectId }: Activity): Wish[] {
  if (subjectId === null) return [];
  const order = sliceOf(state, membersParticipant).orders.get(orderKey(brandId, subjectId));
  if (!order || order.refundedMinor < order.amountMinor) return [];
  const grants = [...sliceIn(state).grants.values()];
  const used = grants.flatMap(({ uses }) => uses).filter((use) => use.status === 'redeemed' && use.orderId === subjectId && use.brandId === brandId); // prettier-ignore
  const earned = grants.filter((grant) => grant.orderId === subjectId && grant.brandId === brandId && (grant.over === null || grant.over === 'owed')); // prettier-ignore
  const untouched = earned.filter(({ uses }) => uses.every((use) => use.status !== 'redeemed' && !isHolding(use, Infinity))); // prettier-ignore
  return [
    ...used.map(({ grantId, id }): Wish => ({ kind: 'benefit.reverse', reason: 'refund', intent: { grantId, redemptionId: id } })), // prettier-ignore
    ...untouched.map(({ id }): Wish => ({ kind: 'benefit.revoke', reason: 'refund', intent: { grantId: id } })),
  ];
}
