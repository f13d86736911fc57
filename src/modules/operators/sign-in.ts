import type { House } from '../../kernel/house.js';
import { refuse } from '../../kernel/refusal.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import { giveBack, takeGuess } from './attempts.js';
import { loginOf } from './logins.js';
import { operatorCaller } from './operator-caller.js';
import { hashPassword, isPassword, PASSWORD_LENGTH_MIN, requireStrong } from './passwords.js';
import type { OpenSession, Place, SignedIn } from './sessions.js';
import { endSession, endSessions, openSession } from './sessions.js';

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

export interface Opened extends OpenSession {
  readonly operatorId: string;
  readonly mustChangePassword: boolean;
}

/**
 * Signs an operator in and answers the token for its cookie, always a new one; the session a browser brought along
 * (`previous`) ends. Refuses TOO_MANY_ATTEMPTS before it looks at the password, and WRONG_CREDENTIALS for a wrong
 * password, a login nobody has and somebody disabled alike.
 */
export async function signIn(
  house: House,
  { login: given, password }: Credentials,
  place: Place,
  previous: string | null = null,
): Promise<Opened> {
  const login = loginOf(given);
  const guess = { login: login ?? 'nobody', ip: place.ip };
  await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    await takeGuess(session, guess);
    return undefined;
  });
  const row = await operatorBy(house, login);
  const isRight = await isPassword(password, row?.passwordHash ?? null);
  const operator = row && isRight ? await operatorCaller(house, house.database.reader, row.id) : null;
  if (!row || !operator) refuse('WRONG_CREDENTIALS', {});
  const { value } = await write(house, { caller: operator.caller, members: [] }, async (session) => {
    await stillThere(session.sql, row);
    await giveBack(session, guess);
    if (previous) await endSession(session, previous);
    const opened = await openSession(session, row.id, place);
    await session.sql.run('UPDATE operators SET lastSignInAt = ? WHERE id = ?', [session.now, row.id]);
    session.audit({ action: 'operators.signed-in', subject: { type: 'operator', id: row.id } });
    return { ...opened };
  });
  return { ...value, operatorId: row.id, mustChangePassword: operator.mustChangePassword };
}

/** Ends the session of a cookie. */
export async function signOut(house: House, signedIn: SignedIn, token: string): Promise<void> {
  const { caller } = signedIn;
  await write(house, { caller, members: [] }, async (session) => {
    await endSession(session, token);
    session.audit({ action: 'operators.signed-out', subject: { type: 'operator', id: caller.operatorId ?? '' } });
    return undefined;
  });
}

/**
 * Gives oneself another password; every session of the operator ends and a new one is answered. Refuses
 * TOO_MANY_ATTEMPTS, WRONG_CREDENTIALS when the current one is wrong, WEAK_PASSWORD.
 */
export async function changePassword(
  house: House,
  { caller, login, name }: SignedIn,
  { current, next }: { readonly current: string; readonly next: string },
  place: Place,
): Promise<OpenSession> {
  requireStrong(next, { login, name });
  if (next === current) refuse('WEAK_PASSWORD', { reason: 'same', min: PASSWORD_LENGTH_MIN }, ['newPassword']);
  const guess = { login, ip: place.ip };
  await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    await takeGuess(session, guess);
    return undefined;
  });
  const row = await operatorBy(house, login);
  if (!row || !(await isPassword(current, row.passwordHash))) refuse('WRONG_CREDENTIALS', {}, ['currentPassword']);
  const passwordHash = await hashPassword(next);
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    const set = `UPDATE operators SET passwordHash = ?, mustChangePassword = 0, version = version + 1, updatedAt = ?
      WHERE id = ? AND passwordHash = ?`;
    const changed = await session.sql.run(set, [passwordHash, session.now, row.id, row.passwordHash]);
    if (changed !== 1) refuse('VERSION_CONFLICT', {});
    await giveBack(session, guess);
    await endSessions(session, row.id);
    session.audit({ action: 'operators.password-changed', subject: { type: 'operator', id: row.id } });
    return { ...(await openSession(session, row.id, place)) };
  });
  return value;
}

interface Row {
  id: string;
  passwordHash: string;
}

async function operatorBy({ database }: House, login: string | null): Promise<Row | undefined> {
  if (login === null) return undefined;
  const [row] = await database.reader.rows<Row & { login: string }>(
    'SELECT id, login, passwordHash FROM operators WHERE login = ?',
    [login],
  );
  return row?.login === login ? row : undefined; // one of the databases finds it also with spaces after it
}

/** The password may have been reset, or its owner disabled, while it was worked out whether it is right. */
async function stillThere(sql: { run: (text: string, params: readonly string[]) => Promise<number> }, row: Row) {
  const same = "UPDATE operators SET version = version WHERE id = ? AND passwordHash = ? AND status = 'active'";
  if ((await sql.run(same, [row.id, row.passwordHash])) !== 1) refuse('WRONG_CREDENTIALS', {});
}
