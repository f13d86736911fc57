import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { fileOf, importText, orders } from './import-text.js';

const people = {
  kind: 'members',
  format: { type: 'csv' },
  dates: { formats: ['yyyy-MM-dd'], zone: 'Asia/Shanghai' },
  member: {
    externalId: '{id}',
    phone: '{phone}',
    email: '{mail}',
    displayName: '{family}{given}',
    birthday: '{born}',
    locale: '{locale}',
    enrolledAt: '{since}',
  },
};
const HEADER = 'id,phone,mail,family,given,born,locale,since\n';

describe('members that are imported', () => {
  let test: TestHouse;
  beforeAll(async () => {
    test = await openTestHouse();
  });
  afterAll(() => test.close());

  it('have what the file says of them, and what it does not say stays open', async () => {
    const text = `${HEADER}p1,+86 138 0000 0001,,王,芳,1990-02-03,zh-CN,2024-05-06\np2,,Jo@Example.com,,Jo,,,\n`;
    const { result } = await importText(test, people, text);
    expect(result).toMatchObject({ read: 2, accepted: 2, members: 2, rejected: 0, amountMinor: 0 });
    const rows = await test.house.database.reader.rows(
      `SELECT p.displayName, p.birthday, p.locale, m.enrolledAt FROM members m JOIN member_profiles p ON p.memberId = m.id ORDER BY m.number`,
    );
    expect(rows).toEqual([
      {
        displayName: '王芳',
        birthday: '1990-02-03',
        locale: 'zh-CN',
        enrolledAt: Date.parse('2024-05-06T00:00+08:00'),
      },
      { displayName: 'Jo', birthday: null, locale: null, enrolledAt: test.clock.now() },
    ]);
    const identities = await test.house.database.reader.rows(
      'SELECT kind, value FROM member_identities ORDER BY value',
    );
    expect(identities).toEqual([
      { kind: 'phone', value: '+8613800000001' },
      { kind: 'email', value: 'jo@example.com' },
      { kind: 'external', value: 'p1' },
      { kind: 'external', value: 'p2' },
    ]);
  });

  it('are known again by any identity, in the same file as in a second run', async () => {
    const file = fileOf(`${HEADER}k1,+8613800000002,,,,,,\nk1,,,,,,,\n,+8613800000002,,,,,,\n`);
    const first = await importText(test, people, '', { file });
    const second = await importText(test, people, '', { file });
    expect(first.result).toMatchObject({ read: 3, accepted: 1, replayed: 2, members: 1 });
    expect(second.result).toMatchObject({ read: 3, accepted: 0, replayed: 3, members: 0 });
  });

  it('are rejected when a row mixes two of them, or says what cannot be', async () => {
    const text = `${HEADER}m1,,,,,,,\n,+8613800000003,,,,,,\nm1,+8613800000003,,,,,,\nm2,123,,,,,,\nm3,,,,,yesterday,,\nm4,,,,,,fr,\n,,,,,,,\n`;
    const { errors } = await importText(test, people, text);
    expect(errors.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '4 MEMBERS_MIXED',
      '5 INVALID_IDENTITY',
      '6 NO_DATE',
      '7 VALUE_UNKNOWN',
      '8 VALUE_MISSING',
    ]);
  });

  it('are found by their purchases afterwards', async () => {
    await importText(test, people, `${HEADER}b1,,,,,,,2024-01-01\n`);
    const { result } = await importText(test, orders, 'id,customer,date,amount\n1,b1,2025-01-02,100.00\n');
    expect(result).toMatchObject({ accepted: 1, members: 1 });
    const [row] = await test.house.database.reader.rows<{ n: number }>(
      "SELECT COUNT(*) AS n FROM member_identities WHERE value = 'b1'",
    );
    expect(row?.n).toBe(1);
  });
});
