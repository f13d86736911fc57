export const STATUSES = ['TO_SHIP', 'NEEDS_ADDRESS', 'SHIPPED', 'RETURNED', 'RECEIVED', 'CANCELLED'] as const;
export type Status = (typeof STATUSES)[number];

/** A parcel as the list is told it. */
export interface ParcelTold {
  readonly id: string;
  readonly status: Status;
  readonly since: string;
  readonly shipBy: string | null;
  readonly isOverdue: boolean;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly benefit: { readonly name: string; readonly code: string } | null;
  readonly member: { readonly id: string; readonly number: number } | null;
}

export function pageOfParcel(id: string): string {
  return `/admin/resources/fulfilments/records/${id}/show`;
}
