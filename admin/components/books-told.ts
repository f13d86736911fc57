/** What the server tells about the books. */
export interface BooksTold {
  readonly trial: { readonly total: number; readonly lines: readonly TrialLine[] } | null;
  readonly byEnd: readonly Liability[];
  readonly byCohort: readonly Liability[];
  readonly byFunder: readonly Liability[];
  readonly breakage: readonly { readonly wallet: string; readonly cohorts: readonly Cohort[] }[];
  readonly problem: string | null;
}

interface WalletName {
  readonly code: string;
  readonly unitName: string;
}

export interface TrialLine {
  readonly wallet: WalletName;
  readonly kind: string;
  readonly brandId: string | null;
  readonly brand: string | null;
  readonly debit: number;
  readonly credit: number;
  readonly balance: number;
}

export interface Liability {
  readonly key: string;
  /** What the key is called. */
  readonly name: string;
  readonly wallet: WalletName;
  readonly outstanding: number;
  readonly pending: number;
  /** Null for the past. */
  readonly held: number | null;
  readonly worth: { readonly amountMinor: number; readonly currency: string } | null;
}

export interface Cohort {
  readonly cohort: string;
  readonly issued: number;
  readonly ages: readonly {
    readonly months: number;
    readonly spent: number;
    readonly expired: number;
    readonly outstanding: number;
    readonly expiredShare: number;
  }[];
}
