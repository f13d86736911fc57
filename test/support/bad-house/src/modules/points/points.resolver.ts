import { enrol } from '../members/enrol.js';

/** A resolver decides nothing, and goes through doors. */
export function points(id: string | null): string {
  if (id === null) return enrol(null);
  return id;
}
