import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'yaml';
import type { Imported, ImportOptions } from '../../../src/modules/imports/index.js';
import { importActivities, importMembers, parseMapping } from '../../../src/modules/imports/index.js';
import type { TestHouse } from '../../support/house.js';
import { scratchPath } from '../../support/scratch.js';

/** A file of this test alone, under the given name. */
export function fileOf(content: string | Buffer, name = 'orders.csv'): string {
  const path = scratchPath(`${randomUUID()}/${name}`);
  mkdirSync(dirname(path));
  writeFileSync(path, content);
  return path;
}

export interface ErrorLine {
  readonly line: string;
  readonly code: string;
  readonly reason: string;
  readonly text: string;
}

export function errorsIn(path: string): ErrorLine[] {
  return existsSync(path) ? parse(readFileSync(path), { columns: true }) : [];
}

/** Imports a text as a file, as `laurel import` does. */
export async function importText(
  test: TestHouse,
  mapping: object,
  content: string | Buffer,
  options: Partial<ImportOptions> & { name?: string } = {},
): Promise<Imported & { errors: ErrorLine[]; file: string }> {
  const { name, ...more } = options;
  const file = more.file ?? fileOf(content, name);
  const read = parseMapping(stringify(mapping));
  const request = { caller: test.caller, ...more, file };
  const imported = await (read.kind === 'activities'
    ? importActivities(test.house, read, request)
    : importMembers(test.house, read, request));
  return { ...imported, file, errors: errorsIn(`${file}.errors.csv`) };
}

/** Orders of one row each: `id,customer,date,amount`. */
export const orders = {
  kind: 'activities',
  format: { type: 'csv' },
  dates: { formats: ['yyyy-MM-dd'], zone: 'America/New_York' },
  currency: 'USD',
  activity: {
    type: 'purchase',
    externalId: '{id}',
    orderId: '{id}',
    occurredAt: '{date}',
    amount: '{amount}',
  },
  member: { externalId: '{customer}', enrol: true },
};

/** Orders of several rows: `id,customer,date,sku,quantity,price`. */
export const lines = {
  ...orders,
  order: { by: '{id}' },
  activity: {
    type: 'purchase',
    externalId: '{id}',
    orderId: '{id}',
    occurredAt: '{date}',
    line: { sku: '{sku}', quantity: '{quantity}', price: '{price}' },
  },
  refund: { when: { column: 'id', startsWith: 'C' } },
};

export interface StoredActivity {
  readonly type: string;
  readonly externalId: string;
  readonly subjectId: string | null;
  readonly amountMinor: number | null;
  readonly occurredAt: number;
  readonly isHistory: number;
  readonly payload: string;
  readonly customer: string;
}

/** What callers reported, in the order of its external ids. */
export function reported({ house }: TestHouse): Promise<StoredActivity[]> {
  return house.database.reader.rows(
    `SELECT a.type, a.externalId, a.subjectId, a.amountMinor, a.occurredAt, a.isHistory, a.payload, i.value AS customer
       FROM activities a JOIN member_identities i ON i.memberId = a.memberId
      WHERE a.externalId IS NOT NULL ORDER BY a.externalId`,
  );
}

/** The error of a refused import. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: string; details: Record<string, unknown> }> {
  return work.then(
    () => ({ code: 'nothing was refused', details: {} }),
    (error: unknown) => error as { code: string; details: Record<string, unknown> },
  );
}
