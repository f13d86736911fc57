import { sum } from './ledger.js';

export interface Lot {
  readonly id: string;
}

/** Imports what imports it. */
export const total = (lots: readonly Lot[]): number => sum(lots);
