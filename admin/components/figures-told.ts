/** What the server tells about figures. */
export interface FiguresTold {
  readonly definitions: readonly Definition[];
  readonly chosen: Chosen;
  readonly figure: { readonly points: readonly Point[]; readonly drillDown?: Behind | null } | null;
  readonly problem: string | null;
}

export interface Chosen {
  readonly key: string;
  readonly by: Way | null;
  readonly from: string;
  /** Taken along. */
  readonly last: string;
}

/** By what a figure is told apart. */
export type Way = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'TIER' | 'LAYER' | 'CHANNEL' | 'BRAND' | 'STORE' | 'BENEFIT';

export interface Definition {
  readonly key: string;
  readonly name: string;
  readonly definition: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly unit: 'SHARE' | 'MONEY';
  readonly by: readonly Way[];
  readonly version: number;
  readonly parameters: readonly {
    readonly name: string;
    readonly description: string;
    readonly usual: number | null;
    readonly usualCode: string | null;
    readonly min: number | null;
    readonly max: number | null;
  }[];
}

export interface Point {
  readonly group: string | null;
  readonly name: string | null;
  readonly from: string;
  readonly to: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly isMature: boolean;
  readonly isWithheld: boolean;
}

export interface Behind {
  readonly totalCount: number;
  readonly nodes: readonly {
    readonly id: string;
    readonly number: number | null;
    readonly status: string;
    readonly enrolledAt: string;
    readonly channel: string | null;
    readonly tier: { readonly name: string } | null;
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Which members are shown. */
export interface Side {
  readonly group: string | null;
  readonly side: 'NUMERATOR' | 'DENOMINATOR';
  readonly after?: string;
}
