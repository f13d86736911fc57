/** What the server tells about segments. */
export interface SegmentTold {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly kind: 'RULE' | 'LAYER' | 'LIST';
  readonly size: number | null;
  readonly builtAt: string | null;
  readonly isBuilding: boolean;
  readonly history: readonly SizeOfDay[] | null;
  readonly layering: { readonly id: string; readonly code: string; readonly name: string } | null;
  readonly rule?: string | null;
  readonly members?: Members | null;
}

export interface SizeOfDay {
  readonly day: string;
  readonly size: number;
}

export interface Members {
  readonly nodes: readonly MemberTold[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface MemberTold {
  readonly id: string;
  readonly number: number;
  readonly displayName: string | null;
  readonly status?: string;
  readonly enrolledAt?: string;
}

export interface LayeringTold {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly segments: readonly SegmentTold[];
}

/** Something rules may say, and what it means. */
export interface Word {
  readonly text: string;
  readonly name: string;
}

export interface Problem {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly suggestions: readonly string[];
}

export interface Checked {
  readonly checks: readonly { readonly ok: boolean; readonly problems: readonly Problem[] }[];
  readonly preview: readonly Previewed[] | null;
  readonly problem: string | null;
  readonly warnings?: readonly string[];
}

export interface Previewed {
  readonly name: string | null;
  readonly rule: string | null;
  readonly size: number;
  readonly sample: readonly MemberTold[] | null;
  /** Of an estimate. */
  readonly isEstimate?: boolean;
  readonly low?: number | null;
  readonly high?: number | null;
}

/** A change over seven days; null while there is no size that is a week old. */
export function changeOfWeek({ size, history }: Pick<SegmentTold, 'size' | 'history'>): number | null {
  const last = history?.at(-1);
  if (!last || size === null) return null;
  const week = new Date(Date.parse(last.day) - 7 * 86_400_000).toISOString().slice(0, 10);
  const then = history?.findLast(({ day }) => day <= week);
  return then ? size - then.size : null;
}

export const pageOfSegment = (id: string): string => `/admin/resources/segments/records/${id}/show`;
export const pageOfLayering = (id: string): string => `/admin/resources/layerings/records/${id}/show`;
export const pageOfMember = (id: string): string => `/admin/resources/members/records/${id}/show`;
