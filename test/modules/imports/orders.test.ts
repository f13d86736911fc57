import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { fileOf, importText, lines, orders, reported } from './import-text.js';

const HEADER = 'id,customer,date,sku,quantity,price\n';

describe('orders of several rows', () => {
  let test: TestHouse;
  beforeAll(async () => {
    test = await openTestHouse();
  });
  afterAll(() => test.close());

  async function stored(externalId: string) {
    const found = (await reported(test)).find((each) => each.externalId === externalId);
    return found && { ...found, payload: JSON.parse(found.payload) as unknown };
  }

  it('are one purchase of the exact sum, rounded half-up once', async () => {
    const text = `${HEADER}A1,ann,2025-01-02,x,3,0.001\nA1,ann,2025-01-02,y,1,0.001\nA1,ann,2025-01-02,z,1,0.001\n`;
    const { result, activities } = await importText(test, lines, text);
    expect(result).toMatchObject({ read: 3, accepted: 3, rejected: 0, members: 1, amountMinor: 1 });
    expect(activities).toBe(1);
    expect(await stored('A1')).toMatchObject({ type: 'purchase', subjectId: 'A1', amountMinor: 1 });
  });

  it('have lines that add up to the order to the cent', async () => {
    const text = `${HEADER}A2,ann,2025-01-02,x,1,0.335\nA2,ann,2025-01-02,y,1,0.335\nA2,ann,2025-01-02,z,1,0.335\n`;
    await importText(test, lines, text);
    expect(await stored('A2')).toMatchObject({
      amountMinor: 101,
      payload: {
        lines: [
          { sku: 'x', quantity: 1, amountMinor: 34 },
          { sku: 'y', quantity: 1, amountMinor: 33 },
          { sku: 'z', quantity: 1, amountMinor: 34 },
        ],
      },
    });
  });

  it('whose number starts with C are refunds of the negated sum, without a link', async () => {
    const text = `${HEADER}B1,ann,2025-01-02,x,5,2.00\nCB1,ann,2025-01-03,x,-2,2.00\n`;
    const { result } = await importText(test, lines, text);
    expect(result.amountMinor).toBe(600);
    expect(await stored('CB1')).toMatchObject({ type: 'refund', subjectId: null, amountMinor: 400 });
  });

  it('may be refunds by their sign, linked to the order they name', async () => {
    const mapping = { ...orders, refund: { when: 'negative', orderId: '{of}' } };
    const text =
      'id,customer,date,amount,of\nL1,ann,2025-01-02,10.00,\nL2,ann,2025-01-03,-4.00,L1\nL3,ann,2025-01-03,-7.00,L1\n';
    const { result, errors } = await importText(test, mapping, text);
    expect(result).toMatchObject({ accepted: 2, rejected: 1, amountMinor: 600 });
    expect(await stored('L2')).toMatchObject({ type: 'refund', subjectId: 'L1', amountMinor: 400 });
    expect(errors).toEqual([expect.objectContaining({ line: '4', code: 'REFUND_EXCEEDS_ORDER' })]);
  });

  it('may be refunds that are written positive', async () => {
    const mapping = { ...orders, refund: { when: { column: 'kind', is: ['return', 'void'] }, sign: 'positive' } };
    await importText(test, mapping, 'id,customer,date,amount,kind\nP1,ann,2025-01-02,3.00,return\n');
    expect(await stored('P1')).toMatchObject({ type: 'refund', amountMinor: 300 });
  });

  it('may have rows of other orders between their own, as far as the mapping allows', async () => {
    const mapping = { ...lines, order: { by: '{id}', within: 2 } };
    const row = (id: string) => `${id},ann,2025-01-02,x,1,1.00\n`;
    const text = HEADER + ['D1', 'D2', 'D1', 'D3', 'D2', 'D4', 'D4', 'D4', 'D1'].map(row).join('');
    const { result, errors } = await importText(test, mapping, text);
    expect(await Promise.all(['D1', 'D2', 'D3', 'D4'].map(stored))).toMatchObject([
      { amountMinor: 200 },
      { amountMinor: 200 },
      { amountMinor: 100 },
      { amountMinor: 300 },
    ]);
    expect(result).toMatchObject({ read: 9, accepted: 8, rejected: 1 });
    expect(errors).toEqual([expect.objectContaining({ line: '10', code: 'IDEMPOTENCY_KEY_REUSED' })]);
  });

  it('are rejected whole when one of their rows is wrong, and only they', async () => {
    const text = `${HEADER}E1,ann,2025-01-02,x,1,1.00\nE1,ann,2025-01-02,y,many,1.00\nE2,ann,2025-01-02,x,1,1.00\n`;
    const { result, errors } = await importText(test, lines, text);
    expect(result).toMatchObject({ read: 3, accepted: 1, rejected: 2 });
    expect(errors.map(({ line, code }) => [line, code])).toEqual([
      ['2', 'ORDER_BROKEN'],
      ['3', 'NO_NUMBER'],
    ]);
    expect(await stored('E1')).toBeUndefined();
  });

  it('are rejected whole when a row between two of theirs cannot be read', async () => {
    const bad = Buffer.from([0x46, 0x31, 0x2c, 0xff, 0xfe, 0x2c, 0x0a]); // of the order F1, but not UTF-8
    const row = (id: string) => `${id},ann,2025-01-02,x,1,1.00\n`;
    const text = Buffer.concat([Buffer.from(HEADER + row('F1')), bad, Buffer.from(row('F1') + row('F2') + '"torn\n' + row('F3'))]); // prettier-ignore
    const { result, errors } = await importText(test, lines, text);
    expect(errors.map(({ line, code }) => [line, code])).toEqual([
      ['2', 'ORDER_BROKEN'],
      ['3', 'NOT_UTF8'],
      ['4', 'ORDER_BROKEN'],
      ['6', 'QUOTE_MISPLACED'],
    ]);
    expect(result).toMatchObject({ accepted: 2, rejected: 4 });
  });

  it('are rejected when their rows name different members', async () => {
    const text = `${HEADER}G1,ann,2025-01-02,x,1,1.00\nG1,bob,2025-01-02,y,1,1.00\n`;
    const { errors } = await importText(test, lines, text);
    expect(errors.map(({ line, code }) => [line, code])).toEqual([
      ['2', 'ORDER_BROKEN'],
      ['3', 'ORDER_MIXED'],
    ]);
  });

  it('leave rows out that the mapping rejects, with its reason', async () => {
    const mapping = { ...lines, reject: [{ when: { column: 'sku', is: 'POST' }, reason: 'postage earns nothing' }] };
    const text = `${HEADER}H1,ann,2025-01-02,x,1,1.00\nH1,ann,2025-01-02,POST,1,9.00\nH1,ann,2025-01-02,y,1,1.00\n`;
    const { result, errors } = await importText(test, mapping, text);
    expect(result).toMatchObject({ read: 3, accepted: 2, rejected: 1, amountMinor: 200 });
    expect(errors).toEqual([
      expect.objectContaining({
        line: '3',
        code: 'LEFT_OUT',
        reason: 'Left out by the mapping: postage earns nothing.',
      }),
    ]);
  });

  it('are rejected row by row when they have more rows than memory should hold', async () => {
    const row = (id: string) => `${id},ann,2025-01-02,x,1,1.00\n`;
    const { result, errors } = await importText(test, lines, HEADER + row('I1').repeat(7_000) + row('I2'));
    expect(result).toMatchObject({ read: 7_001, accepted: 1, rejected: 7_000 });
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['ORDER_TOO_LARGE']));
    expect(await stored('I1')).toBeUndefined();
  });

  it('keep the lines that take something off out of the list, not out of the sum', async () => {
    const text = `${HEADER}J1,ann,2025-01-02,x,2,5.00\nJ1,ann,2025-01-02,discount,-1,1.50\n`;
    await importText(test, lines, text);
    expect(await stored('J1')).toMatchObject({
      amountMinor: 850,
      payload: { lines: [{ sku: 'x', quantity: 2, amountMinor: 1000 }] },
    });
  });

  it('are known again when the file is read a second time', async () => {
    const file = fileOf(
      `${HEADER}K1,ann,2025-01-02,x,1,1.00\nK1,ann,2025-01-02,y,1,1.00\nCK1,ann,2025-01-02,x,-1,1.00\n`,
    );
    const first = await importText(test, lines, '', { file });
    const second = await importText(test, lines, '', { file });
    expect(first.result).toMatchObject({ read: 3, accepted: 3, amountMinor: 100 });
    expect(second.result).toMatchObject({ read: 3, accepted: 0, replayed: 3, rejected: 0, members: 0, amountMinor: 0 });
  });
});
