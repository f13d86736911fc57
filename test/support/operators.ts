import { acting } from '../../src/kernel/caller.js';
import type { Caller } from '../../src/kernel/caller.js';
import type { House } from '../../src/kernel/house.js';
import type { Json } from '../../src/kernel/json.js';
import type { WriteSession } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import type { Opened } from '../../src/modules/operators/index.js';
import {
  changePassword,
  createOperator,
  operatorCaller,
  prepareRoles,
  sessionOf,
  signIn,
} from '../../src/modules/operators/index.js';
import type { TestHouse } from './house.js';

/** Where tests sign in from unless they say otherwise. */
export const PLACE = { ip: '192.0.2.7', userAgent: 'test' };

export interface TestOperator {
  readonly operatorId: string;
  readonly login: string;
  /** The password made up for it; it has to be changed before anything else. */
  readonly password: string;
}

/** Somebody new, made on the machine itself, so that no second person is needed for any role. */
export async function hireOperator(
  { house, caller }: TestHouse,
  login: string,
  roles: readonly string[],
): Promise<TestOperator> {
  await prepareRoles(house);
  return createOperator(house, caller, { login, name: `${login} name`, locale: 'zh-CN', roles });
}

/** Somebody new as a caller with the scopes of its roles. */
export async function operatorAs(test: TestHouse, login: string, roles: readonly string[]): Promise<Caller> {
  const { operatorId } = await hireOperator(test, login, roles);
  await sqlOf(test.house, 'UPDATE operators SET mustChangePassword = 0 WHERE id = ?', operatorId);
  return callerOf(test, operatorId);
}

export async function callerOf({ house }: TestHouse, operatorId: string): Promise<Caller> {
  const operator = await operatorCaller(house, house.database.reader, operatorId);
  if (!operator) throw new Error('There is no such active operator');
  return acting(operator.caller, { name: 'test.act', requestId: 'req-test', input: {} });
}

/** Somebody new who has chosen a password and is signed in. */
export async function signedIn(
  test: TestHouse,
  login: string,
  roles: readonly string[],
  password: string,
): Promise<Opened> {
  const hired = await hireOperator(test, login, roles);
  const { token } = await signIn(test.house, hired, PLACE);
  const session = await sessionOf(test.house, token);
  if (!session) throw new Error('The session does not hold');
  await changePassword(test.house, session, { current: hired.password, next: password }, PLACE);
  return signIn(test.house, { login, password }, PLACE);
}

/** Changes rows past every operation, as somebody with the database in hands could. */
export function sqlOf(house: House, text: string, ...params: (string | number | null)[]): Promise<number> {
  return house.database.transaction(async (sql) => ({ value: await sql.run(text, params), commit: true }));
}

/** What is decided or done in one transaction by a caller. */
export async function doAs<T>(house: House, caller: Caller, work: (session: WriteSession) => Promise<T>): Promise<T> {
  const { value } = await write(
    house,
    { caller, members: [] },
    async (session) => ((await work(session)) ?? null) as Json,
  );
  return value as unknown as T;
}
