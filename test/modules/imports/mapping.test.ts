import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { stringify } from 'yaml';
import { parseMapping, readMapping } from '../../../src/modules/imports/index.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { importText, orders, refusalOf } from './import-text.js';

function problemOf(text: string): { code: string; details: Record<string, unknown> } {
  try {
    parseMapping(text);
  } catch (error) {
    return error as { code: string; details: Record<string, unknown> };
  }
  throw new Error('the mapping was taken');
}

describe('a mapping', () => {
  let test: TestHouse;
  beforeAll(async () => {
    test = await openTestHouse();
  });
  afterAll(() => test.close());

  it.each(readdirSync('docs/examples/mappings'))('of the examples can be read: %s', async (name) => {
    await expect(readMapping(`docs/examples/mappings/${name}`)).resolves.toHaveProperty('kind');
  });

  it.each([
    ['no YAML', '{', 'the file'],
    ['a list', '- 1', 'the file'],
    ['without a kind', stringify({ ...orders, kind: undefined }), 'kind'],
    ['with a field nobody knows', stringify({ ...orders, colums: [] }), 'the file'],
    ['without a format', stringify({ ...orders, format: undefined }), 'format'],
    ['without columns or a header', stringify({ ...orders, format: { type: 'whitespace' } }), 'format.columns'],
    ['with a delimiter of two characters', stringify({ ...orders, format: { type: 'csv', delimiter: '||' } }), 'format.delimiter'],
    ['with a date format that names no date', stringify({ ...orders, dates: { formats: ['HH:mm'] } }), 'dates.formats.0'],
    ['with a zone that does not exist', stringify({ ...orders, dates: { zone: 'Mars/Olympus' } }), 'dates.zone'],
    ['without an amount', stringify({ ...orders, activity: { ...orders.activity, amount: undefined } }), 'activity.amount'],
    ['that names members twice', stringify({ ...orders, member: { externalId: '{a}', phone: '{b}' } }), 'member'],
    ['with an empty condition', stringify({ ...orders, reject: [{ when: { column: 'a' }, reason: 'x' }] }), 'reject.0.when'],
    ['with one mark for two things', stringify({ ...orders, numbers: { mark: ',', group: ',' } }), 'numbers'],
  ])('%s is refused with the place of the mistake', (_, text, place) => {
    expect(problemOf(text)).toMatchObject({ code: 'MAPPING_INVALID', details: { place } });
  }); // prettier-ignore

  it('in another currency than the program is refused before anything is read', async () => {
    const refused = await refusalOf(
      importText(test, { ...orders, currency: 'GBP' }, 'id,customer,date,amount\n1,a,2025-01-02,1\n'),
    );
    expect(refused).toMatchObject({ code: 'MAPPING_INVALID', details: { place: 'currency' } });
  });

  it('that names a column the file does not have is refused with the columns there are', async () => {
    const refused = await refusalOf(importText(test, orders, 'id,date,amount\n1,2025-01-02,1\n'));
    expect(refused).toMatchObject({
      code: 'COLUMN_MISSING',
      details: { column: 'customer', columns: 'id, date, amount' },
    });
  });

  it('that does not enrol rejects rows of members nobody knows', async () => {
    const mapping = { ...orders, member: { externalId: '{customer}' } };
    const { errors } = await importText(test, mapping, 'id,customer,date,amount\n1,nobody,2025-01-02,1\n');
    expect(errors).toEqual([expect.objectContaining({ line: '2', code: 'NOT_FOUND' })]);
  });
});
