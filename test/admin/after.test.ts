import { describe, expect, it } from '@jest/globals';
import { SHELVES } from '../../admin/resources/index.js';

const deeds = SHELVES.flatMap((shelf) => (shelf.deeds ?? []).map((deed) => ({ shelf, deed })));

describe('where one is when something was done', () => {
  it('is a table there is, whatever was done', () => {
    const tables = new Set(SHELVES.map(({ table }) => table.id));
    const strays = deeds.filter(({ deed: { after } }) => after !== undefined && !tables.has(after));
    expect(strays.map(({ shelf, deed }) => `${shelf.table.id}.${deed.name}: ${deed.after ?? ''}`)).toEqual([]);
  });

  it('is never the page of something that has left its table', () => {
    const leaving = ['segments.retire', 'layerings.retire', 'obligations.settleOwed', 'letters.retry', 'letters.dismiss']; // prettier-ignore
    const said = deeds.filter(({ deed }) => deed.after).map(({ shelf, deed }) => `${shelf.table.id}.${deed.name}`);
    expect(said).toEqual(leaving);
  });
});
