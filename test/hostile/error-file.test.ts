import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Refusal } from '../../src/kernel/refusal.js';
import { ErrorFile } from '../../src/modules/imports/error-file.js';
import { fileOf, importText, orders } from '../modules/imports/import-text.js';
import type { TestHouse } from '../support/house.js';
import { openTestHouse } from '../support/house.js';

const GOOD = 'id,customer,date,amount\nn1,ann,2025-01-02,1.00\n';
const BAD = 'id,customer,date,amount\nn2,ann,never,1.00\n';

describe('the file for rejected rows', () => {
  let test: TestHouse;
  beforeAll(async () => {
    test = await openTestHouse();
  });
  afterAll(() => test.close());

  it.each([GOOD, BAD])('is never one that holds something else', async (content) => {
    const errorFile = fileOf('precious\n', 'notes.txt');
    await expect(importText(test, orders, content, { errorFile })).rejects.toMatchObject({ code: 'ERROR_FILE' });
    expect(readFileSync(errorFile, 'utf8')).toBe('precious\n');
  });

  it('is never the file that is imported', async () => {
    const file = fileOf(GOOD);
    const attempt = importText(test, orders, GOOD, { file, errorFile: file });
    await expect(attempt).rejects.toMatchObject({ code: 'ERROR_FILE' });
    expect(readFileSync(file, 'utf8')).toBe(GOOD);
  });

  it('ends when it would fill the disk, and says so once', () => {
    const file = new ErrorFile('unused.errors.csv', {}, 300);
    const place = { start: 0, line: 1 };
    const text = 'x'.repeat(100);
    const row = { row: { ...place, after: place, text, cells: null, problem: null }, problem: new Refusal('BAD') };
    const first = file.bytesOf(0, [row]);
    const second = file.bytesOf(first.length, [row, row]);
    const third = file.bytesOf(first.length + second.length, [row, row]);
    expect(Buffer.concat([first, second, third]).toString()).toMatch(
      /^line,code,reason,text\r\n1,BAD,[^]*TOO_MANY[^\r]*\r\n$/,
    );
    expect(third).toHaveLength(0);
  });

  it('of an earlier run is written over', async () => {
    const { file, errors } = await importText(test, orders, BAD);
    expect(errors).toHaveLength(1);
    expect((await importText(test, orders, BAD, { file })).errors).toHaveLength(1);
  });
});
