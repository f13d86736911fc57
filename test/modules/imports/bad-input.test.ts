import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { fileOf, importText, orders, refusalOf, reported } from './import-text.js';

const HEADER = 'id,customer,date,amount\n';

describe('a file with something wrong in it', () => {
  let test: TestHouse;
  beforeAll(async () => {
    test = await openTestHouse();
  });
  afterAll(() => test.close());

  it('loses single rows, each with its line, a code, a sentence and its text', async () => {
    const rows = [
      'w1,ann,2025-01-02,1.00',
      'w2,ann,2025-01-02', // a value missing
      'w3,ann,2025-13-02,1.00',
      'w4,ann,2025-01-02,one',
      'w5,,2025-01-02,1.00',
      ',ann,2025-01-02,1.00',
      'w7,ann,2025-01-02,-1.00',
      'w8,ann,2099-01-02,1.00',
      'w9,ann,2025-01-02,99999999999999.00',
      'w1,ann,2025-01-02,2.00', // an id that was used for something else
      'w11,ann,1965-01-02,1.00',
      `w12,${'x'.repeat(200)},2025-01-02,1.00`,
      'w13,ann,2025-01-02,1.00',
    ];
    const { result, errors } = await importText(test, orders, HEADER + rows.join('\n'));
    expect(errors.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '3 COLUMNS_WRONG',
      '4 NO_DATE',
      '5 NO_NUMBER',
      '6 VALUE_MISSING',
      '7 VALUE_MISSING',
      '8 INVALID_AMOUNT',
      '9 FUTURE_DATE',
      '10 INVALID_AMOUNT',
      '11 IDEMPOTENCY_KEY_REUSED',
      '12 INVALID_INPUT',
      '13 INVALID_IDENTITY',
    ]);
    expect(errors[2]).toEqual({
      line: '5',
      code: 'NO_NUMBER',
      reason: 'amount is no number: "one".',
      text: 'w4,ann,2025-01-02,one',
    });
    expect(result).toMatchObject({ read: 13, accepted: 2, rejected: 11 });
  });

  it('loses lines that are not UTF-8, and no other', async () => {
    const bad = Buffer.concat([Buffer.from('u2,caf'), Buffer.from([0xe9]), Buffer.from(',2025-01-02,1.00\n')]);
    const file = Buffer.concat([
      Buffer.from(`${HEADER}u1,café,2025-01-02,1.00\n`),
      bad,
      Buffer.from('u3,a,2025-01-02,1\n'),
    ]);
    const { result, errors } = await importText(test, orders, file);
    expect(errors.map(({ line, code }) => [line, code])).toEqual([['3', 'NOT_UTF8']]);
    expect(result).toMatchObject({ accepted: 2, rejected: 1 });
  });

  it('loses a line of 10 MB, and no other', async () => {
    const text = `${HEADER}l1,ann,2025-01-02,1.00\nl2,${'x'.repeat(10_000_000)},2025-01-02,1.00\nl3,ann,2025-01-02,1.00\n`;
    const { result, errors } = await importText(test, orders, text);
    expect(errors).toEqual([
      { line: '3', code: 'LINE_TOO_LONG', reason: 'This line is longer than 1048576 bytes.', text: expect.stringMatching(/^l2,x{100,}/) as unknown as string },
    ]); // prettier-ignore
    expect(result).toMatchObject({ read: 3, accepted: 2, rejected: 1 });
  });

  it('that is one line of 10 MB has no header', async () => {
    const refused = await refusalOf(importText(test, orders, 'x,'.repeat(5_000_000)));
    expect(refused.code).toBe('HEADER_UNREADABLE');
  });

  it('loses the line of a quote nobody closes, and no other', async () => {
    const rest = Array.from({ length: 200 }, (_, at) => `o${at},ann,2025-01-02,1.00\n`).join('');
    const { result, errors } = await importText(test, orders, `${HEADER}open,"ann,2025-01-02,1.00\n${rest}`);
    expect(errors.map(({ line, code }) => [line, code])).toEqual([['2', 'QUOTE_MISPLACED']]);
    expect(result).toMatchObject({ read: 201, accepted: 200, rejected: 1 });
  });

  it('that is a cut off gzip gives everything complete before the cut, then says so, and can be repeated', async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, at) => `g${at},cust${at % 70},2025-01-02,${(at * 7919) % 1000}.13\n`,
    );
    const packed = gzipSync(HEADER + rows.join(''));
    const cut = packed.subarray(0, packed.length >> 1);
    const whole = gunzipSync(cut, { finishFlush: 2 }).toString(); // Z_SYNC_FLUSH: as far as it goes
    const complete = whole.split('\n').length - 2;
    const file = fileOf(cut, 'cut.csv.gz');
    const refused = await refusalOf(importText(test, orders, '', { file }));
    expect(refused.code).toBe('FILE_CUT_OFF');
    expect(await countOf('g')).toBe(complete);
    expect((await refusalOf(importText(test, orders, '', { file }))).code).toBe('FILE_CUT_OFF');
    const { result } = await importText(test, orders, packed, { name: 'cut.csv.gz' });
    expect(result).toMatchObject({ read: 5_000, accepted: 5_000 - complete, replayed: complete });
  });

  it('that is a damaged gzip says so', async () => {
    const packed = Buffer.from(gzipSync(HEADER + 'z1,ann,2025-01-02,1.00\n'.repeat(1_000)));
    packed.fill(0xff, packed.length >> 1);
    expect((await refusalOf(importText(test, orders, packed, { name: 'bad.csv.gz' }))).code).toMatch(
      /^FILE_(DAMAGED|CUT_OFF)$/,
    );
  });

  it.each([
    ['a spreadsheet', Buffer.from('PK\x03\x04rest'), 'FILE_NOT_TEXT'],
    ['UTF-16', Buffer.from(`\ufeff${HEADER}`, 'utf16le'), 'FILE_NOT_TEXT'],
    ['empty', Buffer.alloc(0), 'HEADER_UNREADABLE'],
    ['without the columns of the mapping', Buffer.from('a,b\n1,2\n'), 'COLUMN_MISSING'],
  ])('is refused before anything is read when it is %s', async (_, content, code) => {
    expect((await refusalOf(importText(test, orders, content))).code).toBe(code);
  });

  it('that is not there, or is a folder, cannot be read', async () => {
    const file = fileOf('');
    const missing = await refusalOf(importText(test, orders, '', { file: `${file}.missing` }));
    expect([missing.code, missing.details['problem']]).toEqual(['FILE_UNREADABLE', 'ENOENT']);
    expect((await refusalOf(importText(test, orders, '', { file: dirname(file) }))).code).toBe('FILE_UNREADABLE');
  });

  it('is not imported when its errors cannot be written', async () => {
    const errorFile = join(fileOf(''), 'below-a-file.csv');
    const refused = await refusalOf(importText(test, orders, `${HEADER}x1,,2025-01-02,1\n`, { errorFile }));
    expect(refused.code).toBe('ERROR_FILE');
  });

  it('leaves no error file when nothing is rejected, and a fresh one when it is read again', async () => {
    const file = fileOf(`${HEADER}e1,ann,2025-01-02,1\ne2,ann,2025-01-02,x\n`);
    await importText(test, orders, '', { file });
    const first = readFileSync(`${file}.errors.csv`, 'utf8');
    await importText(test, orders, '', { file });
    expect(readFileSync(`${file}.errors.csv`, 'utf8')).toBe(first);
    const sound = await importText(test, orders, `${HEADER}e3,ann,2025-01-02,1\n`);
    expect([sound.errorFile, existsSync(`${sound.file}.errors.csv`)]).toEqual([null, false]);
  });

  it('may bring down a batch without losing the other lines of it', async () => {
    const drain = test.house.drain;
    const house = {
      ...test.house,
      drain: async (session: Parameters<typeof drain>[0]) => {
        if (session.queue.facts.some(({ activity }) => activity.externalId === 'f77')) throw new Error('a bug');
        await drain(session);
      },
    };
    const rows = Array.from({ length: 150 }, (_, at) => `f${at},ann,2025-01-02,1.00\n`).join('');
    const { result, errors } = await importText({ ...test, house }, orders, HEADER + rows);
    expect(result).toMatchObject({ read: 150, accepted: 149, rejected: 1 });
    expect(errors).toEqual([expect.objectContaining({ line: '79', code: 'ROW_FAILED' })]);
  });

  async function countOf(prefix: string): Promise<number> {
    return (await reported(test)).filter(({ externalId }) => new RegExp(`^${prefix}\\d+$`).test(externalId)).length;
  }
});
