import type { Lot } from '../points/index.js';
import { nameOf } from './helpers/names.js';

/** A type is an import as well: members stand above points. */
export function enrol(lot: Lot | null): string {
  return nameOf(lot?.id ?? 'nobody');
}
