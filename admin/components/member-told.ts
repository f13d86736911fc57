/** What the server tells about a member. What the roles do not allow is null. */
export interface MemberTold {
  readonly member: {
    readonly id: string;
    readonly number: number;
    readonly status: string;
    readonly displayName: string | null;
    readonly birthday: string | null;
    readonly channel: string | null;
    readonly enrolledAt: string;
    readonly tier: Tier | null;
    readonly tierProgress: {
      readonly next: { readonly name: string } | null;
      readonly metric: Metric | null;
      readonly remaining: number | null;
      readonly validUntil: string | null;
      readonly graceUntil: string | null;
      readonly isSet: boolean;
      readonly keep: Keep | null;
    } | null;
    readonly tierRequirements: readonly Requirement[] | null;
    readonly tierHistory: readonly Move[] | null;
    readonly balances: readonly Balance[] | null;
    readonly metrics: Metrics | null;
    readonly identities: readonly Identity[] | null;
    readonly consents: readonly Consent[] | null;
    readonly links: readonly Link[] | null;
    readonly statusHistory: readonly StatusChange[] | null;
    readonly ledger: Paged<LedgerEntry> | null;
    readonly activities: Paged<TimelineEntry> | null;
    readonly cards: readonly Card[] | null;
    readonly grants: Paged<GrantTold> | null;
    readonly segments: readonly Membership[] | null;
    readonly rfm: Rfm | null;
  };
  readonly causes: readonly Cause[];
}

/** A card a member holds, and what is left of its cycle. */
export interface Card {
  readonly packageIssueId: string;
  readonly until: string;
  readonly package: { readonly name: string } | null;
  readonly cycle: {
    readonly number: number;
    readonly until: string;
    readonly parts: readonly {
      readonly benefit: { readonly code: string; readonly name: string } | null;
      readonly quota: number;
      readonly used: number;
      readonly remaining: number;
    }[];
  };
}

export interface Membership {
  readonly segment: { readonly id: string; readonly name: string };
  readonly since: string;
}

export interface Rfm {
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly name: string;
  readonly scoredOn: string;
}

export type Metric = 'POINTS' | 'SPEND' | 'ORDERS';

/** What it takes to keep the tier, and what of that is there. */
export interface Keep {
  readonly metric: Metric | null;
  readonly current: number | null;
  readonly target: number | null;
  readonly remaining: number | null;
  readonly until: string;
}

export interface Tier {
  readonly code: string;
  readonly name: string;
  readonly isInvitedOnly: boolean;
  readonly entryCondition: string | null;
  readonly entry: {
    readonly metric: Metric;
    readonly atLeast: number;
    readonly days: number | null;
    readonly year: 'CALENDAR' | 'MEMBERSHIP' | null;
    readonly wallet: { readonly unitName: string } | null;
  } | null;
}

export interface Requirement {
  readonly tier: Tier;
  readonly current: number | null;
  readonly isMet: boolean | null;
}

export interface Move {
  readonly occurredAt: string;
  readonly causeId: string | null;
  readonly from: { readonly name: string } | null;
  readonly to: { readonly name: string } | null;
  readonly cause: string | null;
  readonly metric: Metric | null;
  readonly had: number | null;
  readonly needed: number | null;
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  readonly policy: string | null;
  readonly reason: string | null;
}

export interface Cause {
  readonly id: string;
  readonly typeName: string;
  readonly occurredAt: number;
  readonly amountMinor: number | null;
  readonly externalId: string | null;
}

export interface Balance {
  readonly id: string;
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly owed: number;
  readonly wallet: { readonly code: string; readonly unitName: string };
}

interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

export interface Metrics {
  readonly orders: number;
  readonly interactions: number;
  readonly spend: Money;
  readonly refunded: Money;
  readonly lastOrderAt: string | null;
  readonly lastActivityAt: string | null;
}

export interface Identity {
  readonly kind: string;
  readonly value: string;
  readonly brandId: string;
}

export interface Consent {
  readonly channel: string;
  readonly purpose: string;
  readonly state: string;
  readonly occurredAt: string;
  readonly source: string;
}

export interface Link {
  readonly brand: { readonly name: string } | null;
  readonly linkedAt: string;
}

export interface StatusChange {
  readonly id: string;
  readonly occurredAt: string;
  readonly fromStatus: string;
  readonly toStatus: string;
  readonly reason: string;
}

export interface Paged<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface LedgerEntry {
  readonly id: string;
  readonly kind: string;
  readonly amount: number;
  readonly reason: string;
  readonly occurredAt: string;
  readonly wallet: { readonly unitName: string };
}

export interface Statement {
  readonly opening: number;
  readonly closing: number;
  readonly isCut: boolean;
  readonly entries: readonly {
    readonly id: string;
    readonly kind: string;
    readonly reason: string;
    readonly orderId: string | null;
    readonly occurredAt: string;
    readonly amount: number;
    readonly balance: number;
  }[];
}

export interface TimelineEntry {
  readonly id: string;
  readonly typeName: string;
  readonly occurredAt: string;
  readonly externalId: string | null;
  readonly amount: Money | null;
  /** The benefit, package or segment it is about. */
  readonly about: { readonly name: string; readonly table: string; readonly id: string } | null;
}

/** A benefit a member holds, or held. */
export interface GrantTold {
  readonly id: string;
  readonly status: 'ISSUED' | 'CLAIMED' | 'HELD' | 'USED' | 'EXPIRED' | 'REVOKED' | 'OWED';
  readonly source: 'RULE' | 'PACK' | 'CLAIM' | 'EXCHANGE' | 'PURCHASE' | 'HAND' | 'BULK' | 'PACKAGE' | 'DATE' | 'COMPENSATION';
  readonly usesMax: number;
  readonly uses: number;
  readonly valueMinor: number | null;
  readonly usedMinor: number;
  readonly issuedAt: string;
  readonly usableFrom: string;
  readonly expiresAt: string | null;
  readonly benefit: { readonly id: string; readonly name: string } | null;
  readonly instead: { readonly name: string } | null;
} // prettier-ignore

export interface Explanation {
  readonly subjectId: string;
  readonly name: string;
  readonly verdict: string;
  readonly isValid: boolean;
  readonly note: string;
  readonly decided: {
    readonly hit: boolean;
    readonly unmet: string | null;
    /** Told of rules alone. */
    readonly multipliedBy?: readonly { readonly sentence: string }[];
  } | null;
  readonly tree: Condition | null;
  readonly nextActions: readonly { readonly text: string }[];
}

/** Why a member is, or is not, in a segment. */
export interface ExplainedSegment extends Explanation {
  readonly kind: string;
  readonly sentence: string;
  readonly earlier: readonly { readonly subjectId: string; readonly name: string; readonly tree: Condition }[];
  readonly membership: {
    readonly isIn: boolean;
    readonly since: string | null;
    readonly cause: { readonly id: string; readonly typeName: string } | null;
  } | null;
}

export interface Condition {
  readonly text: string;
  readonly sentence: string;
  readonly verdict: string;
  readonly children?: readonly Condition[];
}
