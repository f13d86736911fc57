import type { Engine } from './database.js';

/** SQL for the text that stands under a key of a JSON column, or null: the databases spell it differently. Both names are ours. */
export function textIn(engine: Engine, column: string, key: string): string {
  const found = `JSON_EXTRACT(${column}, '$.${key}')`;
  return engine === 'mysql' ? `JSON_UNQUOTE(${found})` : found;
}
