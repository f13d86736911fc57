import type { Instant } from '../../kernel/clock.js';
import type { Effect } from '../../kernel/effect.js';
import { configId } from '../../kernel/id.js';
import type { FollowUp, Resolved } from '../../kernel/participant.js';
import type { RefusalDetails } from '../../kernel/refusal.js';
import { refuse } from '../../kernel/refusal.js';
import type { Sending } from './fulfilment/sending.js';
import type { GrantSource, Promised, Use } from './grants.js';
import type { Price } from './price.js';
import type { Purchase } from './purchases/purchase.js';

/** What is asked for, by kind of effect. `isTold`: the activity that asks for it tells of it already. */
export interface Intent {
  readonly issue: {
    readonly benefit: string;
    readonly source?: GrantSource;
    /** Whoever claims by itself need not be asked again. */
    readonly isClaimed?: boolean;
    readonly orderId?: string | null;
    /** The id the grant has, where that is known beforehand: it is issued once. */
    readonly grantId?: string;
    /** The benefit it stands in for, by its code. */
    readonly instead?: string;
    /** What was paid for it: refused where it costs something else. */
    readonly paid?: { readonly wallet: string; readonly points: number };
    /** The printed code the member has entered. */
    readonly code?: string;
    /** The package it is a part of, and the time of that within which it is good. */
    readonly within?: Within;
  };
  readonly ofGrant: {
    readonly grantId: string;
    readonly isTold?: boolean;
    /** Something else was given instead. */
    readonly isSettled?: boolean;
    /** What was sent came back and is of no use: there is not one more of it. */
    readonly isLost?: boolean;
    /** Its brand gives back the money that was paid for it. */
    readonly isPaidBack?: boolean;
  };
  /** A package for a member; what was paid for it: refused where it costs something else. */
  readonly package: {
    readonly package: string;
    readonly source?: GrantSource;
    readonly orderId?: string | null;
    readonly paid?: { readonly wallet: string; readonly points: number };
  };
  readonly ofPackage: { readonly packageIssueId: string; readonly isTold?: boolean };
  /** A grant that was made or taken back with others: told of as if it were alone. */
  readonly told: { readonly grantId: string; readonly as: 'benefit.issue' | 'benefit.revoke' };
  readonly ofUse: {
    readonly grantId: string;
    readonly redemptionId: string;
    readonly isTold?: boolean;
    /** Its parcel or its booking asks for it: nobody else ends what was spoken for ahead. */
    readonly isAhead?: boolean;
    /** The order it was made on was given back whole. */
    readonly isRefunded?: boolean;
    /** The time that is booked with it is cancelled. */
    readonly endsBooking?: boolean;
  };
  readonly use: {
    readonly grantId: string;
    /** The hold it is redeemed from. */
    readonly redemptionId?: string | null;
    readonly amountMinor?: number | null;
    readonly orderId?: string | null;
    readonly storeId?: string | null;
    /** When a hold ends by itself; never when nothing is said. */
    readonly expiresAt?: Instant;
    /** It is spoken for ahead of its use, to be sent or at a time that was booked: no place and no hours stand in the way. */
    readonly isAhead?: boolean;
    /** A time was booked with it, and nobody has said whether the member came. */
    readonly isUnmarked?: boolean;
  };
  /** The use of a grant by a purchase whose points it multiplied; `plain`: what there would have been without it. */
  readonly multiply: {
    readonly grantId: string;
    readonly orderId: string | null;
    readonly storeId: string | null;
    /** When the purchase was told of. */
    readonly toldAt: Instant;
    readonly plain: readonly { readonly wallet: string; readonly points: number }[];
  };
  /** Of what is sold for money; the price is the one whoever pays has seen. */
  readonly reserve: { readonly benefit: string; readonly price: Price; readonly expiresAt: Instant };
  readonly ofPurchase: { readonly purchaseId: string };
  /** `points`: those of the price are held for it, are spent now if they are there, or cannot be spent; `due`: how many were not taken before. */
  readonly buy: { readonly purchaseId: string; readonly paymentId: string; readonly points: 'held' | 'spent' | 'none'; readonly due: number }; // prettier-ignore
}

/** The stretch of a package that a part of it is good for. */
export interface Within {
  readonly packageIssueId: string;
  readonly from?: Instant;
  readonly until?: Instant | null;
  /** It was promised before: what retires is still given. */
  readonly isPromised?: boolean;
}

/** What it came to: the grant as it is afterwards. */
export interface Settled {
  readonly grant: Promised;
  readonly use?: Use;
  /** A unit of the stock goes with it. */
  readonly takesUnit?: boolean;
  readonly givesUnitBack?: boolean;
  readonly owed?: Obliged;
  /** Where it was bought: the purchase as it is afterwards. */
  readonly purchase?: Purchase;
  /** It is counted under the limits only now: its purchase had been let go of. */
  readonly isCountedAnew?: boolean;
  /** What is told of as if it had happened to it alone. */
  readonly as?: Intent['told']['as'];
  /** It was owed, and is not any more. */
  readonly closes?: Exclude<ObligationStatus, 'open'>;
  /** It is a thing that is sent from now on. */
  readonly sends?: Sending | undefined;
  /** The time that was booked with the use is free again. */
  readonly endsBooking?: boolean;
  /** It is not sent any more, if it was not shipped yet. */
  readonly stopsSending?: Sending | undefined;
}

export type ObligationStatus = 'open' | 'settled' | 'cancelled';

/** A promise that cannot be kept yet: why, and by when it is to be kept. */
export interface Obliged {
  readonly kind: 'wait' | 'pre-sale' | 'late-payment';
  readonly dueAt: Instant;
  /** What was missing when it was paid for. Units come by themselves; of anything else somebody decides. */
  readonly missing?: Missing;
}

export type Missing = 'stock' | 'limit' | 'points' | 'benefit';

/** Only what somebody asked for is refused; what rules or time want is left out with the reason. */
export function declined(effect: Effect, code: string, details: RefusalDetails = {}): { readonly skipped: string } {
  if (effect.isRequired) refuse(code, details, []);
  return { skipped: code };
} // prettier-ignore

export function fact(
  type: string,
  { id, benefit, source, instead }: Promised,
  more: FollowUp['payload'] = {},
): FollowUp {
  return { type, subjectId: configId('bnf', benefit), payload: { grantId: id, benefit, source, ...(instead === null ? {} : { instead }), ...more } }; // prettier-ignore
}

export function settled(effect: Effect, intent: Settled, tells?: FollowUp): Resolved {
  return { effect: { ...effect, intent }, ...(tells ? { fact: tells } : {}) };
}
