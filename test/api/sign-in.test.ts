import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../src/app/config.js';
import { closeHouse } from '../../src/app/house.js';
import { PROVEN_MS } from '../../src/app/proven.js';
import { openServer } from '../../src/app/server.js';
import { makeRefreshToken } from '../../src/modules/members/sign-in/refresh-token.js';
import { openBeside } from '../support/house.js';
import { subjectOf } from '../support/mailbox.js';
import { leastOf, timed } from '../support/quickest.js';
import { ENROL } from './documents.js';
import { ask, at, sandboxOf } from './open-api.js';
import type { SignInApi, Signed } from './sign-in-api.js';
import { AGREED, codes, frontKey, openSignInApi, SEND, SIGN_IN, SIGN_OUT } from './sign-in-api.js';

let api: SignInApi;
let host: string;
let named = 0;

beforeAll(async () => {
  api = await openSignInApi({ server: { trustedProxies: 1 } });
  host = await api.key(['host-admin']);
});
afterAll(() => api.close());

/** Somebody of whom nobody has heard. */
const fresh = () => `p${++named}@example.com`;
const hour = () => api.clock.advance(3_600_000);

async function enrol(email: string): Promise<string> {
  return at(await api.ask(ENROL, { input: { email }, key: email }, { token: host }), 'data.memberEnrol.member.id');
}

async function signedIn(email = fresh()): Promise<Signed> {
  api.clock.advance(60_000);
  return api.signIn(email, await api.codeFor(email), AGREED);
}

const statusOf = async (token: string) => (await api.ask('{ me { id } }', {}, { token })).status;
const set = (text: string, params: (string | number)[]) =>
  api.house.database.transaction(async (sql) => ({ value: await sql.run(text, params), commit: true }));

describe('a code', () => {
  it('comes by mail, in the language that was asked for, as text and as HTML', async () => {
    const [email] = [fresh()];
    for (const [locale, words] of [
      ['ZH_CN', '登录验证码'],
      ['ZH_TW', '登入驗證碼'],
      ['EN', 'sign-in code'],
    ] as const) {
      // prettier-ignore
      hour();
      await api.front(SEND, { identity: email, locale });
      const [mail, ...more] = await api.mails();
      expect(more).toEqual([]);
      expect(mail?.to).toEqual([email]);
      expect(subjectOf(mail)).toMatch(new RegExp(`Host.*${words}`));
      expect(subjectOf(mail)).toMatch(/\b\d{6}\b/);
      expect(mail?.raw).toMatch(/multipart\/alternative[^]*text\/plain[^]*text\/html/);
    }
  });

  it('is sent alike to members and to strangers, with the same answer', async () => {
    const [member, stranger] = [fresh(), fresh()];
    await enrol(member);
    hour();
    const answers = [await api.front(SEND, { identity: member }), await api.front(SEND, { identity: stranger })];
    expect(answers[0]?.data).toEqual(answers[1]?.data);
    expect((await api.mails()).map(({ to }) => to[0]).sort()).toEqual([member, stranger].sort());
  });

  it('is nowhere in the database, and neither is the address it goes to', async () => {
    const email = fresh();
    hour();
    await api.front(SEND, { identity: email });
    const rows = await api.house.database.reader.rows('SELECT * FROM outbox');
    const kept = await api.house.database.reader.rows('SELECT * FROM sign_in_codes');
    const [mail] = await api.mails();
    const code = /\b\d{6}\b/.exec(subjectOf(mail))?.[0] ?? 'none';
    expect(rows).toHaveLength(1);
    for (const text of [email, code]) expect(JSON.stringify([rows, kept])).not.toContain(text);
  });

  it('signs in once', async () => {
    const email = fresh();
    const id = await enrol(email);
    hour();
    const code = await api.codeFor(email);
    const first = await api.signIn(email.toUpperCase(), ` ${code.slice(0, 3)} ${code.slice(3)}`);
    expect(first).toMatchObject({ member: { id }, isNewMember: false, errors: [] });
    expect((await api.ask('{ me { id } }', {}, { token: first.token })).data).toEqual({ me: { id } });
    expect(codes(await api.signIn(email, code))).toEqual(['SIGN_IN_FAILED']);
  });

  it('is no good after ten minutes, after another was sent, and for another address', async () => {
    const [email, other] = [fresh(), fresh()];
    await enrol(email);
    await enrol(other);
    hour();
    const old = await api.codeFor(email);
    api.clock.advance(10 * 60_000);
    expect(codes(await api.signIn(email, old))).toEqual(['SIGN_IN_FAILED']);
    const replaced = await api.codeFor(email);
    api.clock.advance(60_000);
    const code = await api.codeFor(email);
    if (code !== replaced) expect(codes(await api.signIn(email, replaced))).toEqual(['SIGN_IN_FAILED']);
    expect(codes(await api.signIn(other, code))).toEqual(['SIGN_IN_FAILED']);
    expect(codes(await api.signIn(email, code))).toEqual([]);
  });

  it('of one brand is no good at another', async () => {
    const email = fresh();
    await enrol(email);
    hour();
    const code = await api.codeFor(email, { token: await frontKey(api, 'partner') });
    expect(codes(await api.signIn(email, code, AGREED))).toEqual(['SIGN_IN_FAILED']);
  });

  it('may be tried five times, also when all guesses come at once on two processes', async () => {
    const email = fresh();
    await enrol(email);
    hour();
    const code = await api.codeFor(email);
    const beside = await openBeside(api);
    const second = await openServer(beside, { port: 0, host: '127.0.0.1', isProduction: false });
    const key = await frontKey(api);
    const wrong = Array.from({ length: 20 }, (_, n) => String((Number(code) + n + 1) % 1_000_000).padStart(6, '0'));
    const guesses = wrong.map((guess, n) =>
      ask(n % 2 ? second.url : api.server.url, { query: SIGN_IN, variables: { credential: { identity: email, code: guess } } }, { token: key }),
    ); // prettier-ignore
    const found = await Promise.all(guesses);
    expect(new Set(found.map((answer) => at(answer, 'data.memberSignIn.errors.0.code')))).toEqual(
      new Set(['SIGN_IN_FAILED']),
    );
    const [row] = await api.house.database.reader.rows<{ tries: number }>(
      'SELECT MAX(tries) AS tries FROM sign_in_codes',
    );
    expect(row?.tries).toBe(5);
    expect(codes(await api.signIn(email, code))).toEqual(['SIGN_IN_FAILED']);
    await second.stop();
    await closeHouse(beside);
  });

  it('that is right twice at once signs in once', async () => {
    const email = fresh();
    hour();
    const code = await api.codeFor(email);
    const both = await Promise.all([1, 2, 3, 4].map(() => api.signIn(email, code, AGREED)));
    expect(both.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const [row] = await api.house.database.reader.rows<{ n: number }>(
      'SELECT COUNT(*) AS n FROM member_identities WHERE value = ?',
      [email],
    );
    expect(row?.n).toBe(1);
  });

  it('is sent once a minute and five times an hour to one address, and the refusal says until when', async () => {
    const email = fresh();
    hour();
    const answers: string[] = [];
    for (let n = 0; n < 6; n++) {
      answers.push(
        at<string | undefined>(await api.front(SEND, { identity: email }), 'data.memberCodeSend.errors.0.code') ??
          'sent',
      );
      const second = await api.front(SEND, { identity: email });
      expect(at(second, 'data.memberCodeSend.errors.0')).toMatchObject({ __typename: 'LimitReached', code: 'LIMIT_REACHED', nextActions: [{ kind: 'RETRY_LATER' }] }); // prettier-ignore
      expect(Date.parse(at(second, 'data.memberCodeSend.errors.0.resetsAt'))).toBeGreaterThan(api.clock.now());
      api.clock.advance(60_000);
    }
    expect(answers).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'LIMIT_REACHED']);
    await api.mails();
  });

  it.each([
    'no address',
    'a@b',
    'two@example.com, other@example.com',
    'Ann <ann@example.com>',
    '"quoted"@example.com',
    'ann@example.com\r\nBcc: all@example.com',
    'ann\u0000@example.com',
    '\u212Aen@example.com', // a Kelvin sign, which becomes a k
    'аnn@example.com', // a Cyrillic а
    'ann@ｅxample.com',
    'ann@exam\u202Eple.com',
  ])('is not sent to %j', (identity) => declines(identity));

  it('is not sent to what is longer than an address', async () => {
    await declines(`${'a'.repeat(200)}@example.com`);
    await declines(`x@${'x.'.repeat(100_000)}com`);
  });

  async function declines(identity: string) {
    const answer = await api.front(SEND, { identity });
    const code =
      at<string | undefined>(answer, 'data.memberCodeSend.errors.0.code') ?? at(answer, 'errors.0.extensions.code');
    expect(['INVALID_IDENTITY', 'BAD_USER_INPUT']).toContain(code);
    expect(JSON.stringify(answer)).not.toMatch(/node_modules|SELECT/);
    expect(await api.mails()).toEqual([]);
  }

  it('waits for a mail server that is away, and is not sent when it has expired meanwhile', async () => {
    const email = fresh();
    hour();
    api.mailbox.answer = { code: 451, text: 'later' };
    await api.front(SEND, { identity: email });
    expect(await api.mails()).toEqual([]);
    const [letter] = await api.house.database.reader.rows<{ lastError: string }>('SELECT lastError FROM outbox');
    expect(letter?.lastError).toContain('451');
    expect(letter?.lastError).not.toContain(email);
    api.mailbox.answer = null;
    api.clock.advance(5_000);
    expect((await api.mails()).map(({ to }) => to)).toEqual([[email]]);

    api.mailbox.answer = { code: 451, text: 'later' };
    api.clock.advance(60_000);
    await api.front(SEND, { identity: email });
    await api.mails();
    api.mailbox.answer = null;
    api.clock.advance(11 * 60_000);
    expect(await api.mails()).toEqual([]);
  });

  it('for a mailbox there is none of is given up, and says nothing to whoever asked', async () => {
    hour();
    api.mailbox.answer = { code: 550, text: 'no such user' };
    expect(at(await api.front(SEND, { identity: fresh() }), 'data.memberCodeSend.errors')).toEqual([]);
    await api.mails();
    api.mailbox.answer = null;
    expect(await api.house.database.reader.rows('SELECT id FROM outbox')).toEqual([]);
  });

  it('needs the key of a brand', async () => {
    const answer = await api.ask(SEND, { identity: fresh() });
    expect(at(answer, 'data.memberCodeSend.errors.0.code')).toBe('KEY_NEEDED');
  });
});

describe('signing in', () => {
  it('enrols a newcomer who agrees to the terms, in the same call', async () => {
    const email = fresh();
    hour();
    const code = await api.codeFor(email);
    expect(codes(await api.signIn(email, code))).toEqual(['SIGN_IN_FAILED']);
    expect(codes(await api.signIn(email, code, { ...AGREED, acceptsTerms: false }))).toEqual(['TERMS_NOT_ACCEPTED']);
    const signed = await api.signIn(email, code, { ...AGREED, displayName: 'Ann' });
    expect(signed).toMatchObject({ isNewMember: true, errors: [] });
    const me = await api.ask('{ me { displayName identities { kind value } } }', {}, { token: signed.token });
    expect(me.data).toEqual({ me: { displayName: 'Ann', identities: [{ kind: 'EMAIL', value: email }] } });
  });

  it('is an activity, once each time', async () => {
    const { member } = await signedIn();
    const rows = await api.house.database.reader.rows<{ type: string }>(
      'SELECT type FROM activities WHERE memberId = ? ORDER BY sequence',
      [member?.id ?? ''],
    );
    expect(rows.map(({ type }) => type)).toEqual(['member.enrolled', 'consent.changed', 'member.signed_in']);
  });

  it('is refused to suspended and closed members, and only they learn why', async () => {
    const email = fresh();
    const id = await enrol(email);
    for (const status of ['suspended', 'closed']) {
      await set('UPDATE members SET status = ? WHERE id = ?', [status, id]);
      hour();
      const code = await api.codeFor(email);
      const wrong = code === '000000' ? '000001' : '000000';
      expect(codes(await api.signIn(email, wrong))).toEqual(['SIGN_IN_FAILED']);
      expect(codes(await api.signIn(email, code))).toEqual(['MEMBER_NOT_ACTIVE']);
    }
  });

  it('is refused alike for codes that are wrong, were never sent, or belong to no member', async () => {
    const [email, stranger] = [fresh(), fresh()];
    await enrol(email);
    hour();
    const code = await api.codeFor(stranger);
    const answers = [
      await api.signIn(email, '123456'),
      await api.signIn(fresh(), '123456'),
      await api.signIn(stranger, code),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(codes(answers[0])).toEqual(['SIGN_IN_FAILED']);
  });

  it('is guessed at sixty times an hour from one network, whatever the mailbox, and others are not held', async () => {
    hour();
    const guess = (from: string) => api.signIn(fresh(), '123456', undefined, { headers: { 'x-forwarded-for': from } });
    for (let n = 0; n < 60; n++) expect(codes(await guess('203.0.113.7'))).toEqual(['SIGN_IN_FAILED']);
    expect(codes(await guess('203.0.113.7'))).toEqual(['LIMIT_REACHED']);
    expect(codes(await guess('203.0.113.8'))).toEqual(['SIGN_IN_FAILED']);
    hour();
    expect(codes(await guess('203.0.113.7'))).toEqual(['SIGN_IN_FAILED']);
  });

  it('is guessed at two thousand times an hour from all networks together; who is right is not counted', async () => {
    hour();
    const email = fresh();
    const code = await api.codeFor(email);
    let networks = 0;
    const asking = () => ({ headers: { 'x-forwarded-for': `198.51.100.${++networks}` } });
    expect(codes(await api.signIn(fresh(), '123456', undefined, asking()))).toEqual(['SIGN_IN_FAILED']);
    await set('UPDATE sign_in_limits SET count = 1999 WHERE count = 1 AND expiresAt > ?', [api.clock.now()]);
    expect(codes(await api.signIn(email, code, AGREED, asking()))).toEqual([]);
    expect(codes(await api.signIn(fresh(), '123456', undefined, asking()))).toEqual(['SIGN_IN_FAILED']);
    expect(codes(await api.signIn(fresh(), '123456', undefined, asking()))).toEqual(['LIMIT_REACHED']);
    hour();
  });

  it('asks for what the provider needs', async () => {
    const answer = await api.front(SIGN_IN, { credential: { identity: fresh() } });
    expect(at(answer, 'data.memberSignIn.errors.0')).toMatchObject({
      code: 'INVALID_INPUT',
      path: ['credential', 'code'],
    });
  });
});

describe('a session', () => {
  it('gives an access token of 15 minutes and a refresh token of 30 days', async () => {
    const { expiresAt, refreshExpiresAt, refreshToken } = await signedIn();
    expect(Date.parse(expiresAt) - api.clock.now()).toBeLessThanOrEqual(15 * 60_000);
    expect(Date.parse(refreshExpiresAt) - api.clock.now()).toBe(30 * 86_400_000);
    const kept = await api.house.database.reader.rows('SELECT * FROM member_sessions');
    expect(JSON.stringify(kept)).not.toContain(refreshToken);
  });

  it('goes on with each refresh, and ends after 30 days without one', async () => {
    let signed = await signedIn();
    for (let n = 0; n < 3; n++) {
      api.clock.advance(29 * 86_400_000);
      signed = await api.refresh(signed.refreshToken, `go on ${n}`);
      expect(signed).toMatchObject({ errors: [], replayed: false });
      expect(await statusOf(signed.token)).toBe(200);
    }
    api.clock.advance(30 * 86_400_000);
    expect(codes(await api.refresh(signed.refreshToken, 'too late'))).toEqual(['SESSION_ENDED']);
  });

  it('answers a client that lost the answer the same successor, to the same key and for a moment only', async () => {
    const first = await signedIn();
    const second = await api.refresh(first.refreshToken, 'lost');
    api.clock.advance(20_000);
    const again = await api.refresh(first.refreshToken, 'lost');
    expect(again).toMatchObject({ refreshToken: second.refreshToken, replayed: true, errors: [] });
    const third = await api.refresh(again.refreshToken, 'next');
    expect(codes(third)).toEqual([]);
    api.clock.advance(31_000);
    expect(codes(await api.refresh(again.refreshToken, 'next'))).toEqual(['SESSION_ENDED']);
    expect(codes(await api.refresh(third.refreshToken, 'after'))).toEqual(['SESSION_ENDED']);
  });

  it('is signed out as a whole, with its access tokens, when an old refresh token is used again', async () => {
    const [first, other] = [await signedIn(), await signedIn()];
    const second = await api.refresh(first.refreshToken, 'mine');
    expect(await statusOf(second.token)).toBe(200);
    expect(codes(await api.refresh(first.refreshToken, 'stolen'))).toEqual(['SESSION_ENDED']);
    expect(codes(await api.refresh(second.refreshToken, 'mine too'))).toEqual(['SESSION_ENDED']);
    await sleep(PROVEN_MS + 50);
    expect([await statusOf(first.token), await statusOf(second.token)]).toEqual([401, 401]);
    expect(await statusOf(other.token)).toBe(200);
  });

  it('that is signed out is over within a second on every process', async () => {
    const beside = await openBeside(api);
    const second = await openServer(beside, { port: 0, host: '127.0.0.1', isProduction: false });
    const elsewhere = async (token: string) => (await ask(second.url, { query: '{ me { id } }' }, { token })).status;
    const signOut = async (time: number) => {
      const { token, refreshToken } = await signedIn();
      expect(await elsewhere(token)).toBe(200);
      await api.refresh(refreshToken, `mine ${time}`);
      await api.refresh(refreshToken, `stolen ${time}`);
      return timed(async () => {
        while ((await elsewhere(token)) === 200) await sleep(20);
      });
    };
    expect(await leastOf(1_000, signOut)).toBeLessThan(1_000);
    await second.stop();
    await closeHouse(beside);
  });

  it('of parallel refreshes lets exactly one win; the same key wins together', async () => {
    const [first, second] = [await signedIn(), await signedIn()];
    const apart = await Promise.all(Array.from({ length: 8 }, (_, n) => api.refresh(first.refreshToken, `tab ${n}`)));
    expect(apart.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const together = await Promise.all(Array.from({ length: 8 }, () => api.refresh(second.refreshToken, 'all tabs')));
    expect(new Set(together.map(({ refreshToken }) => refreshToken)).size).toBe(1);
    expect(together.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });

  it('is not touched by refresh tokens that are made up or changed', async () => {
    const signed = await signedIn();
    const { refreshToken } = signed;
    const [head, generation, rest] = [refreshToken.slice(0, 34), '_1_', refreshToken.slice(37)];
    for (const token of ['', 'x', 'lrl_ref_', `${head}_2_${rest}`, `${head}${generation}${'A'.repeat(rest.length)}`, `${refreshToken}x`, refreshToken.toLowerCase(), 'y'.repeat(50_000), signed.token]) {
      expect(codes(await api.refresh(token, 'guess'))).toEqual(['SESSION_ENDED']);
    } // prettier-ignore
    expect(codes(await api.refresh(refreshToken, 'right'))).toEqual([]);
  });

  it('of the live house is nothing to what the sandbox signs', async () => {
    const signed = await signedIn();
    const sessionId = `ses_${signed.refreshToken.slice(8, 34)}`;
    const foreign = makeRefreshToken(await sandboxOf(api), sessionId, 1, 'salt');
    expect(codes(await api.refresh(foreign.token, 'foreign'))).toEqual(['SESSION_ENDED']);
    expect(codes(await api.refresh(signed.refreshToken, 'own'))).toEqual([]);
  });

  it('belongs to the key it was opened with, and ends with that key and with the member', async () => {
    const key = await frontKey(api);
    hour();
    const email = fresh();
    const signed = await api.signIn(email, await api.codeFor(email, { token: key }), AGREED, { token: key });
    expect(codes(await api.refresh(signed.refreshToken, 'other key'))).toEqual(['SESSION_ENDED']);
    expect(codes(await api.refresh(signed.refreshToken, 'other brand', { token: await frontKey(api, 'partner') }))).toEqual(['SESSION_ENDED']); // prettier-ignore
    await set("UPDATE members SET status = 'suspended' WHERE id = ?", [signed.member?.id ?? '']);
    expect(codes(await api.refresh(signed.refreshToken, 'suspended', { token: key }))).toEqual(['MEMBER_NOT_ACTIVE']);
    await set("UPDATE members SET status = 'active' WHERE id = ?", [signed.member?.id ?? '']);
    expect(codes(await api.refresh(signed.refreshToken, 'back', { token: key }))).toEqual([]);
    await set('UPDATE api_keys SET revokedAt = 1 WHERE keyId = ?', [/^lrl_\w+?_([0-9a-f]{18})/.exec(key)?.[1] ?? '']);
    await sleep(PROVEN_MS + 50);
    expect(await statusOf(signed.token)).toBe(401);
  });

  it('ends when the member signs out, alone or everywhere', async () => {
    const email = fresh();
    const [phone, laptop, tablet] = [await signedIn(email), await signedIn(email), await signedIn(email)];
    const out = await api.ask(SIGN_OUT, {}, { token: phone.token });
    expect(out.data).toMatchObject({ memberSignOut: { signedOut: true, errors: [] } });
    expect(codes(await api.refresh(phone.refreshToken, 'out'))).toEqual(['SESSION_ENDED']);
    const next = await api.refresh(laptop.refreshToken, 'still in');
    await api.ask(SIGN_OUT, { everywhere: true }, { token: next.token });
    expect(codes(await api.refresh(tablet.refreshToken, 'out too'))).toEqual(['SESSION_ENDED']);
    await sleep(PROVEN_MS + 50);
    expect([await statusOf(phone.token), await statusOf(next.token)]).toEqual([401, 401]);
  });

  it('can only be signed out of by the member itself', async () => {
    const answer = await api.front(SIGN_OUT);
    expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(at(answer, 'errors.0.extensions.code'));
  });
});

describe('the environment', () => {
  it('lets codes into the log only by name, on one machine, and never in production', () => {
    expect(readConfig({}).mail).toEqual({ smtpUrl: null, from: null, isLogged: false });
    expect(readConfig({ LAUREL_DEV_CODES: 'log' }).mail.isLogged).toBe(true);
    for (const more of [
      { NODE_ENV: 'production' },
      { DATABASE_URL: 'mysql://localhost/laurel' },
      { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'a@b.example' },
    ]) {
      expect(() => readConfig({ LAUREL_DEV_CODES: 'log', ...more })).toThrow('LAUREL_DEV_CODES');
    }
    expect(() => readConfig({ SMTP_URL: 'smtp://mail.example' })).toThrow('MAIL_FROM');
    expect(() => readConfig({ SMTP_URL: 'mail.example', MAIL_FROM: 'a@b.example' })).toThrow('SMTP_URL');
  });
});
