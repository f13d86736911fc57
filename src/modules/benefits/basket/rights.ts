import type { Instant } from '../../../kernel/clock.js';
import { configId } from '../../../kernel/id.js';
import type { State } from '../../../kernel/participant.js';
import type { BenefitsPart, Offered } from '../compile.js';
import type { Promised } from '../grants.js';
import { moneyLeft } from '../grants.js';
import type { Place } from '../usable.js';
import { isGoodAt, whyNotHere, whyNotUsable } from '../usable.js';
import type { Combination, Used } from './combine.js';
import type { RefusedRight, Whose } from './refused.js';
import { refusedAs, refusedFor } from './refused.js';
import type { Candidate, Left } from './taking.js';
import { untouched, worthAlone } from './taking.js';
import type { Basket } from './worth.js';

/** Something that may be used on a basket. */
export interface Right extends Candidate {
  readonly benefit: string;
  /** Null for a standing right. */
  readonly grantId: string | null;
  readonly code: string | null;
}

/** A grant that is asked about, with the code by which it was presented, if it was. */
export interface Held {
  readonly grant: Promised;
  readonly presented: string | null;
}

export interface Rights {
  readonly usable: readonly Right[];
  readonly refused: readonly RefusedRight[];
}

export interface Where {
  readonly part: BenefitsPart;
  readonly place: Place;
  readonly at: Instant;
  /** A partner is told of what is good at it, and of nothing else. */
  readonly isPartner: boolean;
}

/** What of the grants of a member may be used at a place at an instant, and why the others may not. */
export function grantedRights(where: Where, held: readonly Held[]): Rights {
  const { part, place, at, isPartner } = where;
  const usable: Right[] = [];
  const refused: RefusedRight[] = [];
  for (const { grant, presented } of held) {
    const whose = { benefit: grant.benefit, grantId: grant.id, code: presented };
    const offered = part.benefits.get(grant.benefit);
    if (isPartner && !isGoodAt(part, grant, place.brandId)) {
      if (presented !== null) refused.push(refusedFor('CODE_UNKNOWN', { benefit: null, grantId: null, code: presented }));
      continue;
    }
    const why = whyNotUsable(grant, at) ?? whyNotHere(part, grant, place, at);
    if (why) refused.push(refusedAs(why, whose));
    else if (offered) usable.push(ofGrant(offered, grant, presented, at));
    else refused.push(refusedFor('IN_KIND', whose)); // the program says no more what it takes off; it is honoured by hand
  }
  return { usable, refused };
} // prettier-ignore

/** The standing rights a member has by what it is, and why it has not those of others. What is not live is no right. */
export function standingRights(where: Where, state: State): Rights {
  const { part, place, at, isPartner } = where;
  const usable: Right[] = [];
  const refused: RefusedRight[] = [];
  for (const offered of part.benefits.values()) {
    const whose = { benefit: offered.code, grantId: null };
    const own = { benefit: offered.code, brandId: offered.brand === null ? part.hostBrandId : configId('brd', offered.brand) };
    if (!isOpen(offered) || (isPartner && !isGoodAt(part, own, place.brandId))) continue;
    const isEligible = offered.eligibility?.holds({ state, activity: undefined, now: at, zone: part.zone }) ?? true;
    const why = isEligible ? whyNotHere(part, own, place, at) : undefined;
    const outside = outsideOf(offered, whose, at);
    if (!isEligible) refused.push(refusedFor('NOT_ELIGIBLE', whose));
    else if (outside) refused.push(outside);
    else if (why) refused.push(refusedAs(why, whose));
    else usable.push(ofBenefit(offered));
  }
  return { usable, refused };
} // prettier-ignore

/** Why rights that might be used are not, once it is known which are. */
export function refusedBeside(basket: Basket, usable: readonly Right[], { used }: Combination): RefusedRight[] {
  const ids = new Set(used.map(({ candidate }) => candidate.id));
  const start = untouched(basket);
  return usable.filter(({ id }) => !ids.has(id)).map((right) => whyNotUsed(start, right, used));
}

function whyNotUsed(start: Left, right: Right, used: readonly Used[]): RefusedRight {
  const { reason, missingMinor } = worthAlone(start, right);
  if (reason) return refusedFor(reason, right, { missingMinor: missingMinor ?? null });
  const rivals = used.map(({ candidate }) => candidate as Right);
  const alone = rivals.find(({ isAlone }) => isAlone);
  if (alone) return refusedFor('KEPT_ALONE', right, { by: alone.benefit });
  if (right.isAlone && rivals.length > 0) return refusedFor('GOES_ALONE', right);
  const rival = rivals.find(({ group }) => group !== null && group === right.group);
  return rival ? refusedFor('BEATEN', right, { by: rival.benefit }) : refusedFor('NOTHING_LEFT', right);
}

function ofGrant(offered: Offered, grant: Promised, presented: string | null, at: Instant): Right {
  const left = moneyLeft(grant, at);
  const face = left === null ? offered.face : { ...offered.face, amountMinor: left };
  return { ...ofBenefit(offered), id: grant.id, grantId: grant.id, code: presented, face, isStanding: false, isPartial: left !== null, expiresAt: grant.expiresAt }; // prettier-ignore
}

function ofBenefit({ code, kind, face, stacking, isStanding }: Offered): Right {
  return { id: code, benefit: code, grantId: null, code: null, kind, face, group: stacking.group, isAlone: stacking.isAlone, isStanding, isPartial: false, expiresAt: null }; // prettier-ignore
}

function isOpen({ isStanding, status }: Offered): boolean {
  return isStanding && (status === 'live' || status === 'watch');
}

/** Whether a benefit is a standing right at an instant, for who may have it. */
export function isRightAt(offered: Offered, at: Instant): boolean {
  return isOpen(offered) && !outsideOf(offered, { benefit: offered.code, grantId: null }, at);
}

/** A standing right with fixed dates counts between them. */
function outsideOf({ validity }: Offered, whose: Whose, at: Instant): RefusedRight | undefined {
  if (validity.kind !== 'fixed') return undefined;
  const from = validity.from === null ? at : Date.parse(validity.from);
  if (from > at) return refusedFor('NOT_YET', whose, { usableFrom: from });
  return Date.parse(validity.until) <= at ? refusedFor('EXPIRED', whose) : undefined;
}
