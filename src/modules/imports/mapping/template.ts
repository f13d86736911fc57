import { refuse } from '../../../kernel/refusal.js';

/** A text with the values of a row and its line number filled in, trimmed. */
export type Template = (cells: readonly string[], line: number) => string;

/** The columns of a file by name, and the name of the file. */
export interface Columns {
  readonly names: readonly string[];
  readonly file: string;
}

const MARK = /\{([^{}]+)\}/g;

/** The columns a template names. */
export function namesIn(template: string): string[] {
  return [...template.matchAll(MARK)].map(([, name = '']) => name.trim()).filter((name) => !OWN.has(name));
}

/** What every row has besides its columns. */
const OWN: ReadonlySet<string> = new Set(['file', 'line']);

/**
 * `{CustomerID}` is the value of a column, `{file}` and `{line}` say where the row stands, everything else is itself: a
 * template without braces is a constant. Refuses COLUMN_MISSING.
 */
export function template(text: string, columns: Columns): Template {
  const parts = partsOf(text, columns);
  const [only] = parts;
  if (!only) return () => '';
  if (parts.length === 1) return (cells, line) => only(cells, line).trim();
  return (cells, line) => {
    let filled = '';
    for (const part of parts) filled += part(cells, line).trim();
    return filled.trim();
  };
}

/** Where a column stands. Refuses COLUMN_MISSING with the columns there are. */
export function columnAt(name: string, { names, file }: Columns): number {
  const at = names.indexOf(name);
  if (at < 0) refuse('COLUMN_MISSING', { column: name, file, columns: names.join(', ').slice(0, 500) }, [name]);
  return at;
}

function partsOf(text: string, columns: Columns): Template[] {
  const parts: Template[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > from) parts.push(constant(text.slice(from, match.index)));
    parts.push(valueOf((match[1] ?? '').trim(), columns));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(constant(text.slice(from)));
  return parts;
}

function constant(text: string): Template {
  return () => text;
}

function valueOf(name: string, columns: Columns): Template {
  if (name === 'file') return () => columns.file;
  if (name === 'line') return (_, line) => String(line);
  const at = columnAt(name, columns);
  return (cells) => cells[at] ?? '';
}
