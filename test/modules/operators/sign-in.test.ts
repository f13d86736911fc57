import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { House } from '../../../src/kernel/house.js';
import { runDue } from '../../../src/kernel/schedule-runner.js';
import {
  changePassword,
  disable,
  firstOwner,
  resetPassword,
  sessionOf,
  signIn,
  signOut,
} from '../../../src/modules/operators/index.js';
import type { TestHouse } from '../../support/house.js';
import { openBeside, openTestHouse } from '../../support/house.js';
import { doAs, hireOperator, PLACE, signedIn, sqlOf } from '../../support/operators.js';

const GOOD = 'juniper lamp orbit 9';
const MINUTE = 60_000;

let test: TestHouse;
beforeEach(async () => void (test = await openTestHouse()));
afterEach(() => test.close());

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );
const tryOf = (house: House, login: string, password: string, ip = PLACE.ip) =>
  codeOf(signIn(house, { login, password }, { ip }));

describe('the first start', () => {
  it('makes one owner with a password of its own, also when two processes start at once, and never again', async () => {
    const beside = await openBeside(test);
    const made = await Promise.all([firstOwner(test.house), firstOwner(beside)]);
    const [owner] = made.filter((one) => one !== null);
    expect(made.filter((one) => one !== null)).toHaveLength(1);
    expect(owner?.password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(await firstOwner(test.house)).toBeNull();
    expect(await tryOf(test.house, 'owner', owner?.password ?? '')).toBe('done');
    expect(JSON.stringify(await test.house.database.reader.rows('SELECT * FROM operators'))).not.toContain(owner?.password); // prettier-ignore
    await beside.database.close();
  });
});

describe('an operator', () => {
  it('may do nothing with a password somebody else knows but choose another one', async () => {
    const hired = await hireOperator(test, 'lin', ['agent']);
    const opened = await signIn(test.house, hired, PLACE);
    expect(opened.mustChangePassword).toBe(true);
    const session = await sessionOf(test.house, opened.token);
    expect([...(session?.caller.scopes ?? ['none'])]).toEqual([]);
    if (!session) throw new Error('not signed in');
    const change = (current: string, next: string) => changePassword(test.house, session, { current, next }, PLACE);
    const weak = ['short', 'lin', 'Passw0rd2026!', '123456789012', 'aaaaaaaaaaaaaaa', 'QWERTYUIOP1234', 'lin lin lin 1', hired.password]; // prettier-ignore
    for (const next of weak)
      expect([next, await codeOf(change(hired.password, next))]).toEqual([next, 'WEAK_PASSWORD']);
    expect(await codeOf(change('not it at all', GOOD))).toBe('WRONG_CREDENTIALS');
    const fresh = await change(hired.password, GOOD);
    expect(await sessionOf(test.house, opened.token)).toBeNull();
    expect((await sessionOf(test.house, fresh.token))?.caller.scopes.has('members:read')).toBe(true);
    expect(await tryOf(test.house, 'LIN ', GOOD)).toBe('done');
  });

  it('is told the same for a wrong password, a login nobody has, and when it is disabled', async () => {
    const hired = await hireOperator(test, 'lin', ['agent']);
    expect(await tryOf(test.house, 'lin', 'wrong')).toBe('WRONG_CREDENTIALS');
    expect(await tryOf(test.house, 'nobody', 'wrong')).toBe('WRONG_CREDENTIALS');
    expect(await tryOf(test.house, "' OR 1=1 --", 'wrong')).toBe('WRONG_CREDENTIALS');
    await hireOperator(test, 'boss', ['owner']);
    await sqlOf(test.house, "UPDATE operators SET status = 'disabled' WHERE id = ?", hired.operatorId);
    expect(await tryOf(test.house, 'lin', hired.password)).toBe('WRONG_CREDENTIALS');
  });

  it('gets a new cookie at each sign-in, and what the browser brought along ends', async () => {
    const first = await signedIn(test, 'lin', ['agent'], GOOD);
    const second = await signIn(test.house, { login: 'lin', password: GOOD }, PLACE, first.token);
    expect(second.token).not.toBe(first.token);
    expect(await sessionOf(test.house, first.token)).toBeNull();
    expect(JSON.stringify(await test.house.database.reader.rows('SELECT * FROM operator_sessions'))).not.toContain(second.token); // prettier-ignore
  });

  it('is signed out by itself, after an hour of nothing, after twelve hours, by a reset and when disabled', async () => {
    const open = async () => (await signIn(test.house, { login: 'lin', password: GOOD }, PLACE)).token;
    const { operatorId } = await signedIn(test, 'lin', ['agent'], GOOD);
    await hireOperator(test, 'boss', ['owner']);
    const left = await open();
    const session = await sessionOf(test.house, left);
    if (session) await signOut(test.house, session, left);
    expect(await sessionOf(test.house, left)).toBeNull();

    const idle = await open();
    for (let minutes = 0; minutes < 12 * 60 - 50; minutes += 50) {
      test.clock.advance(50 * MINUTE);
      expect(await sessionOf(test.house, idle)).not.toBeNull();
    }
    test.clock.advance(50 * MINUTE);
    expect(await sessionOf(test.house, idle)).toBeNull();
    const unused = await open();
    test.clock.advance(60 * MINUTE);
    expect(await sessionOf(test.house, unused)).toBeNull();

    const before = await open();
    const { password } = await resetPassword(test.house, test.caller, operatorId);
    expect(await sessionOf(test.house, before)).toBeNull();
    const last = (await signIn(test.house, { login: 'lin', password }, PLACE)).token;
    await doAs(test.house, test.caller, (session) => disable(session, operatorId));
    expect(await sessionOf(test.house, last)).toBeNull();
    expect(await tryOf(test.house, 'lin', password)).toBe('WRONG_CREDENTIALS');
    test.clock.advance(24 * 60 * MINUTE);
    await runDue(test.house);
    expect(await test.house.database.reader.rows('SELECT id FROM operator_sessions')).toEqual([]);
    expect(await test.house.database.reader.rows('SELECT id FROM sign_in_attempts')).toEqual([]);
  });

  it.each(['', 'x'.repeat(42), 'x'.repeat(43), "' OR '1'='1", '\0'.repeat(43)])(
    'is not whoever sends %j',
    async (token) => {
      await signedIn(test, 'lin', ['agent'], GOOD);
      expect(await sessionOf(test.house, token)).toBeNull();
    },
  );
});

describe('guessing', () => {
  it('ends after five from one address, on two processes at once as well, and starts again a quarter of an hour later', async () => {
    const hired = await hireOperator(test, 'lin', ['agent']);
    const beside = await openBeside(test);
    const guesses = Array.from({ length: 16 }, (_, nth) => tryOf(nth % 2 ? beside : test.house, 'lin', `guess ${nth}`));
    const told = await Promise.all(guesses);
    expect(told.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(5);
    expect(told.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(11);
    expect(await tryOf(test.house, 'lin', hired.password)).toBe('TOO_MANY_ATTEMPTS');
    expect(await tryOf(test.house, 'lin', hired.password, '198.51.100.1')).toBe('done');
    test.clock.advance(15 * MINUTE);
    expect(await tryOf(test.house, 'lin', hired.password)).toBe('done');
    await beside.database.close();
  });

  it('at one login from many addresses, and at many logins from one network, ends as well', async () => {
    const more = (attempts: number) => sqlOf(test.house, 'UPDATE sign_in_attempts SET attempts = ?', attempts);
    expect(await tryOf(test.house, 'nobody', 'x', '192.0.2.1')).toBe('WRONG_CREDENTIALS');
    await more(19);
    expect(await tryOf(test.house, 'nobody', 'x', '192.0.2.2')).toBe('WRONG_CREDENTIALS');
    expect(await tryOf(test.house, 'nobody', 'x', '192.0.2.3')).toBe('TOO_MANY_ATTEMPTS');
    await sqlOf(test.house, 'DELETE FROM sign_in_attempts');
    expect(await tryOf(test.house, 'login1', 'x', '2001:db8:0:1::1')).toBe('WRONG_CREDENTIALS');
    await more(49);
    expect(await tryOf(test.house, 'login2', 'x', '2001:db8:0:1:ffff::2')).toBe('WRONG_CREDENTIALS');
    expect(await tryOf(test.house, 'login3', 'x', '2001:0db8:0:1::3')).toBe('TOO_MANY_ATTEMPTS');
    expect(await tryOf(test.house, 'login3', 'x', '2001:db8:0:2::3')).toBe('WRONG_CREDENTIALS');
  });

  it('does not count what was right', async () => {
    await signedIn(test, 'lin', ['agent'], GOOD);
    for (let nth = 0; nth < 6; nth++) expect(await tryOf(test.house, 'lin', GOOD)).toBe('done');
    for (let nth = 0; nth < 4; nth++) await tryOf(test.house, 'lin', 'wrong');
    expect(await tryOf(test.house, 'lin', GOOD)).toBe('done');
    for (let nth = 0; nth < 4; nth++) expect(await tryOf(test.house, 'lin', 'wrong')).toBe('WRONG_CREDENTIALS');
  });
});
