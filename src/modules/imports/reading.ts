import { Refusal, refuse } from '../../kernel/refusal.js';
import type { Row } from './file/rows.js';
import { conditionOf } from './mapping/condition.js';
import type { Dates } from './mapping/dates.js';
import type { Decimal, NumberMarks } from './mapping/decimal.js';
import { readDecimal } from './mapping/decimal.js';
import type { Mapping } from './mapping/schema.js';
import type { Columns, Template } from './mapping/template.js';
import { template } from './mapping/template.js';
import { RowProblem } from './units.js';

/** A template of one field of a mapping, with its name for refusals. */
export interface Field {
  readonly name: string;
  readonly fill: (row: Row) => string;
}

export function field(name: string, text: string, columns: Columns): Field {
  const fill: Template = template(text, columns);
  return { name, fill: (row) => fill(row.cells ?? [], row.line) };
}

export function optionalField(name: string, text: string | undefined, columns: Columns): Field | null {
  return text === undefined ? null : field(name, text, columns);
}

/** The value of a field that must have one. */
export function need({ name, fill }: Field, row: Row): string {
  return fill(row) || rowProblem(row, new Refusal('VALUE_MISSING', { field: name }, [name]));
}

export function needDecimal({ name, fill }: Field, row: Row, marks: NumberMarks): Decimal {
  const text = fill(row);
  return (
    readDecimal(text, marks) ?? rowProblem(row, new Refusal('NO_NUMBER', { field: name, value: short(text) }, [name]))
  );
}

export function needInstant({ name, fill }: Field, row: Row, dates: Dates): number {
  const text = fill(row);
  return dates.instant(text) ?? rowProblem(row, new Refusal('NO_DATE', { field: name, value: short(text) }, [name]));
}

export function needDay({ name, fill }: Field, row: Row, dates: Dates): string {
  const text = fill(row);
  return dates.day(text) ?? rowProblem(row, new Refusal('NO_DATE', { field: name, value: short(text) }, [name]));
}

/** Why rows are left out on purpose: the first condition of `reject` that is met. */
export function leaveOutOf(mapping: Mapping, columns: Columns): (row: Row) => Refusal | null {
  const rules = mapping.reject.map(({ when, reason }) => ({
    isMet: conditionOf(when, columns),
    problem: new Refusal('LEFT_OUT', { reason }), // made once: it may be the reason of a great many rows
  }));
  return ({ cells }) => (cells && rules.find(({ isMet }) => isMet(cells))?.problem) ?? null;
}

/** Runs a step that refuses, and says which row it refused. */
export function forRow<T>(row: Row, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) rowProblem(row, error);
    throw error;
  }
}

export function refuseMapping(place: string, problem: string): never {
  refuse('MAPPING_INVALID', { place, problem }, place.split('.'));
}

function rowProblem(row: Row, refusal: Refusal): never {
  throw new RowProblem(row, refusal);
}

function short(text: string): string {
  return text.slice(0, 60);
}
