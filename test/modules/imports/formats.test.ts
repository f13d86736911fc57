import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { importText, orders, reported } from './import-text.js';

describe('files that are imported', () => {
  let test: TestHouse;
  beforeAll(async () => {
    test = await openTestHouse();
  });
  afterAll(() => test.close());

  /** `[externalId, customer, amountMinor]` of what was recorded under a prefix. */
  async function recordedAs(prefix: string): Promise<unknown[]> {
    const all = await reported(test);
    return all.filter(({ externalId }) => externalId.startsWith(prefix)).map((each) => [each.externalId, each.customer, each.amountMinor]);
  } // prettier-ignore

  it('are CSV with a header, in any order of columns', async () => {
    const { result, activities } = await importText(
      test,
      orders,
      'amount,date,customer,id,unused\n12.50,2025-01-02,ann,csv1,x\n0,2025-01-03,bob,csv2,y\n',
    );
    expect(result).toMatchObject({
      read: 2,
      accepted: 2,
      replayed: 0,
      rejected: 0,
      members: 2,
      amountMinor: 1250,
    });
    expect(activities).toBe(2);
    expect(await recordedAs('csv')).toEqual([
      ['csv1', 'ann', 1250],
      ['csv2', 'bob', 0],
    ]);
  });

  it('may have CRLF line ends, a byte order mark, empty lines and no line end at the end', async () => {
    const text = '\ufeffid,customer,date,amount\r\n\r\nbom1,ann,2025-01-02,1.00\r\n\r\nbom2,ann,2025-01-02,2.00';
    const { result } = await importText(test, orders, text);
    expect(result).toMatchObject({ read: 2, accepted: 2, amountMinor: 300 });
    expect(await recordedAs('bom')).toHaveLength(2);
  });

  it('may quote values with delimiters, quotes and line breaks in them', async () => {
    const text =
      'id,customer,date,amount\nq1,"O""Neil, Ann",2025-01-02,"3.00"\nq2,"two\nlines",2025-01-02,4.00\nq3,5" pipe,2025-01-02,5.00\n';
    const { result, errors } = await importText(test, orders, text);
    expect(errors).toEqual([expect.objectContaining({ line: '3', code: 'INVALID_IDENTITY' })]);
    expect(result).toMatchObject({ read: 3, accepted: 2, rejected: 1 });
    expect(await recordedAs('q')).toEqual([
      ['q1', 'O"Neil, Ann', 300],
      ['q3', '5" pipe', 500],
    ]);
  });

  it('may use another delimiter, another quote and no header', async () => {
    const format = {
      type: 'csv',
      delimiter: ';',
      quote: "'",
      header: false,
      columns: ['id', 'customer', 'date', 'amount'],
    };
    await importText(test, { ...orders, format }, "semi1;'a;b';2025-01-02;1.00\n");
    expect(await recordedAs('semi')).toEqual([['semi1', 'a;b', 100]]);
  });

  it('are columns between blanks', async () => {
    const format = { type: 'whitespace', columns: ['customer', 'date', 'amount'] };
    const activity = { ...orders.activity, externalId: '{file}:{line}', orderId: '{file}:{line}' };
    const text = ' 00004  2025-01-01\t29.33\r\n 00004 2025-01-01 1.00\r\n';
    await importText(test, { ...orders, format, activity }, text, { name: 'blanks.txt' });
    expect(await recordedAs('blanks')).toEqual([
      ['blanks.txt:1', '00004', 2933],
      ['blanks.txt:2', '00004', 100],
    ]);
  });

  it('are JSON Lines, with values inside objects', async () => {
    const member = { externalId: '{customer.id}', enrol: true };
    const rows = [
      { id: 'json1', customer: { id: 7 }, date: '2025-01-02', amount: 19.99 },
      { id: 'json2', customer: { id: 'x' }, date: '2025-01-02', amount: '20.10' },
    ];
    await importText(
      test,
      { ...orders, format: { type: 'json-lines' }, member },
      rows.map((row) => JSON.stringify(row)).join('\n'),
    );
    expect(await recordedAs('json')).toEqual([
      ['json1', '7', 1999],
      ['json2', 'x', 2010],
    ]);
  });

  it('reject JSON that is not exact or not an object, each line by itself', async () => {
    const text = [
      '{"id":"inexact1","customer":"a","date":"2025-01-02","amount":12345678901234567890}',
      '[1]',
      '{"id":',
      '{"id":"inexact2","customer":"a","date":"2025-01-02","amount":"1.00"}',
    ];
    const { errors } = await importText(test, { ...orders, format: { type: 'json-lines' } }, text.join('\n'));
    expect(errors.map(({ line, code }) => [line, code])).toEqual([
      ['1', 'VALUE_NOT_EXACT'],
      ['2', 'ROW_UNREADABLE'],
      ['3', 'ROW_UNREADABLE'],
    ]);
    expect(await recordedAs('inexact')).toHaveLength(1);
  });

  it('may be gzip, told by its first bytes, and have the same ids packed or not', async () => {
    const activity = { ...orders.activity, externalId: '{file}:{line}', orderId: '{file}:{line}' };
    const text = 'id,customer,date,amount\n1,ann,2025-01-02,1.00\n';
    const packed = await importText(test, { ...orders, activity }, gzipSync(text), { name: 'packed.csv.gz' });
    const plain = await importText(test, { ...orders, activity }, text, { name: 'packed.csv' });
    expect([packed.result.accepted, plain.result.accepted, plain.result.replayed]).toEqual([1, 0, 1]);
    expect(await recordedAs('packed')).toEqual([['packed.csv:2', 'ann', 100]]);
  });

  it('have dates in the zone of the mapping, and in several formats', async () => {
    const dates = { formats: ['yyyyMMdd', 'iso', 'dd.MM.yyyy HH:mm', 'seconds'], zone: 'Europe/London' };
    const text =
      'id,customer,date,amount\nd1,a,20250702,1\nd2,a,2025-07-02T10:00:00,1\nd3,a,02.07.2025 10:00,1\nd4,a,1751446800,1\nd5,a,2025-07-02T10:00:00+08:00,1\n';
    await importText(test, { ...orders, dates }, text);
    const stored = (await reported(test)).filter(({ externalId }) => /^d\d$/.test(externalId));
    expect(stored.map(({ occurredAt }) => new Date(occurredAt).toISOString())).toEqual([
      '2025-07-01T23:00:00.000Z',
      '2025-07-02T09:00:00.000Z',
      '2025-07-02T09:00:00.000Z',
      '2025-07-02T09:00:00.000Z',
      '2025-07-02T02:00:00.000Z',
    ]);
  });

  it('are history unless they are said to be live', async () => {
    await importText(test, orders, 'id,customer,date,amount\nhist1,ann,2025-01-02,1.00\n');
    await importText(test, orders, 'id,customer,date,amount\nlive1,ann,2025-01-02,1.00\n', { isLive: true });
    const stored = new Map((await reported(test)).map((each) => [each.externalId, each.isHistory]));
    expect([stored.get('hist1'), stored.get('live1')]).toEqual([1, 0]);
    const letters = await test.house.database.reader.rows<{ payload: string }>('SELECT payload FROM outbox');
    expect(letters).toHaveLength(1);
  });

  it('may be of any activity type with a payload of its own', async () => {
    const mapping = {
      ...orders,
      activity: {
        type: '{what}',
        externalId: '{id}',
        occurredAt: '{date}',
        payload: { store: '{store}', channel: 'till' },
      },
    };
    const { errors } = await importText(
      test,
      mapping,
      'id,what,customer,date,store\nact1,check_in,ann,2025-01-02,s1\nact2,dance,ann,2025-01-02,s1\n',
    );
    expect(errors).toEqual([expect.objectContaining({ line: '3', code: 'UNKNOWN_ACTIVITY_TYPE' })]);
    const stored = (await reported(test)).find(({ externalId }) => externalId === 'act1');
    expect([stored?.type, stored?.payload]).toEqual(['check_in', '{"store":"s1","channel":"till"}']);
  });
});
