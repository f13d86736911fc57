import type { Columns } from './template.js';
import { columnAt } from './template.js';
import type { Condition } from './schema.js';

/** Tells whether a row is meant. Refuses COLUMN_MISSING. */
export function conditionOf(condition: Condition, columns: Columns): (cells: readonly string[]) => boolean {
  const at = columnAt(condition.column, columns);
  const isMet = testOf(condition);
  return (cells) => isMet((cells[at] ?? '').trim()) !== condition.not;
}

function testOf({ is, startsWith, empty }: Condition): (value: string) => boolean {
  if (startsWith !== undefined) return (value) => value.startsWith(startsWith);
  if (empty !== undefined) return (value) => (value === '') === empty;
  const wanted = new Set(typeof is === 'string' ? [is] : is);
  return (value) => wanted.has(value);
}
