import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, openDatabase } from '../../src/app/house.js';
import { configOf } from '../support/house.js';
import type { Scratch } from '../support/scratch.js';
import { openScratch } from '../support/scratch.js';
import { lastJson } from './laurel.js';
import { runHere } from './run-here.js';

describe('laurel operators and laurel audit', () => {
  let scratch: Scratch;
  beforeAll(async () => void (scratch = await openScratch()));
  afterAll(() => scratch.close());
  const run = (...args: string[]) => runHere(args, scratch.databaseUrl);

  it('make people, change them, and prove what was done', async () => {
    const made = await run(
      'operators',
      'create',
      'Lin@Shop.example',
      '--roles',
      'owner,finance',
      '--name',
      '林',
      '--json',
    );
    expect(lastJson(made)).toEqual({ operatorId: expect.stringMatching(/^opr_/), login: 'lin@shop.example', password: expect.stringMatching(/^[a-z2-9-]{19}$/) }); // prettier-ignore
    expect((await run('operators', 'create', 'chen', '--roles', 'clerk')).stdout).toMatch(
      /^chen\n[a-z2-9-]{19}\nKeep it now/,
    );
    expect((await run('operators', 'create', 'chen', '--roles', 'clerk')).stderr).toBe(
      'Somebody has this login already.\n',
    );
    expect((await run('operators', 'create', 'wu', '--roles', 'king')).stderr).toBe('There is no role "king".\n');
    expect((await run('operators', 'create', 'a b', '--roles', 'clerk')).code).toBe(1);
    expect((await run('operators', 'roles', 'chen', '--roles', 'agent,clerk')).stderr).toBe(
      'A clerk has no other role: it acts for one store and for nothing else.\n',
    );
    expect((await run('operators', 'roles', 'chen', '--roles', 'agent,analyst')).code).toBe(0);
    expect((await run('operators', 'reset', 'nobody')).code).toBe(1);
    expect(lastJson(await run('operators', 'reset', 'chen', '--json'))).toMatchObject({ login: 'chen' });
    expect((await run('operators', 'token', 'chen', '--label', 'script', '--days', '91')).code).toBe(1);
    expect((await run('operators', 'token', 'chen', '--label', 'script')).stdout).toMatch(/^lrl_op_/);
    expect((await run('operators', 'disable', 'lin@shop.example')).stderr).toBe('This is the last owner. Make another one first.\n'); // prettier-ignore
    expect((await run('operators', 'disable', 'chen')).code).toBe(0);
    expect((await run('operators', 'list')).stdout).toBe('chen\tdisabled\tagent,analyst\nlin@shop.example\tactive\towner,finance\n'); // prettier-ignore
    const verified = lastJson(await run('audit', 'verify', '--json'));
    expect(verified).toMatchObject({ ok: true, rows: 0, seals: 0, unsealed: 8, problems: [] });
  });

  it('find what was planted, and say so with the exit code', async () => {
    const database = await openDatabase(configOf(scratch.databaseUrl));
    await migrate(database);
    await database.transaction(async (sql) => ({ value: await sql.run('UPDATE audit_rows SET seal = 3 WHERE action = ?', ['operators.disabled']), commit: true })); // prettier-ignore
    await database.close();
    const found = await run('audit', 'verify');
    expect([found.code, found.stdout]).toEqual([1, expect.stringMatching(/^seal removed, seal 3, aud_\w+\n0 rows under 0 seals, 7 not sealed yet: 1 problems\.\n$/)]); // prettier-ignore
    expect((await run('audit', 'verify', '--head', 'x')).code).toBe(1);
  });
});
