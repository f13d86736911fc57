import type { Effect } from '../../kernel/effect.js';
import type { Fragment, Need, Participant } from '../../kernel/participant.js';
import { marks } from '../../kernel/rows.js';
import { writeGrants } from './apply.js';
import type { BenefitsPart } from './compile.js';
import { benefitWants, compileBenefits } from './compile.js';
import { heldFragment, heldLive } from './holding.js';
import { multiplyingGrants } from './multiplying/load.js';
import { MULTIPLYING_RESOLVERS } from './multiplying/multiply.js';
import { bookingsOfRows, orderGrants, refunded } from './orders.js';
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
  USE_COLUMNS,
  withGrant,
  withPackage,
  withPurchase,
} from './slice.js';

const ALL = { ...RESOLVERS, ...PACKAGE_RESOLVERS, ...MULTIPLYING_RESOLVERS };

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
      ...multiplyingGrants(need),
    ];
  },

  slice(rows) {
    const all = (...fragments: readonly string[]) => fragments.flatMap((fragment) => rows(fragment));
    const grants = grantsOfRows(all('named', 'earned', 'paid', 'parts', 'orderParts', 'multiplying'), all('uses', 'usesEarned', 'usesPaid', 'usesParts', 'usesOrderParts', 'usesMultiplying')); // prettier-ignore
    const [purchases, packages, held] = [
      purchasesOfRows(rows('purchases')),
      heldOfRows(all('packages', 'orderPackages')),
      heldLive(rows('held')),
    ];
    const isEmpty = grants.size + purchases.size + packages.size + held.size === 0;
    return isEmpty ? emptySlice : { ...emptySlice, grants, purchases, packages, held, bookings: bookingsOfRows(rows('bookings')) }; // prettier-ignore
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

  decide(part, state, activity) {
    if (TOLD_EACH.has(activity.type)) return { wishes: tellEach(state, activity) };
    return { wishes: activity.type === 'refund' ? refunded(part, state, activity) : [] };
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
