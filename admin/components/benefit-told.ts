/** How a benefit was used in a quarter, as the server tells it. */
export interface UseTold {
  readonly quarter: string;
  readonly from: string;
  readonly to: string;
  readonly isOver: boolean;
  readonly eligible: number | null;
  readonly seen: number;
  readonly claimed: number;
  readonly entitled: number;
  readonly used: number;
  readonly useRate: number | null;
  readonly uses: number;
  readonly reversed: number;
  readonly costPerUse: { readonly amountMinor: number; readonly currency: string } | null;
  readonly review: ReviewTold | null;
}

/** What the use in a quarter made of it. */
export interface ReviewTold {
  readonly at: string;
  readonly entitled: number;
  readonly used: number;
  readonly became: string | null;
}

export const pageOfBenefit = (id: string): string => `/admin/resources/benefits/records/${id}/show`;
