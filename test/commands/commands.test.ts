import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Scratch } from '../support/scratch.js';
import { openScratch, scratchPath } from '../support/scratch.js';
import { testProgram } from '../support/program.js';
import { fileOf, orders } from '../modules/imports/import-text.js';
import { lastJson } from './laurel.js';
import { runHere } from './run-here.js';

describe('the laurel command', () => {
  let scratch: Scratch;
  let program: string;
  let mapping: string;
  beforeAll(async () => {
    scratch = await openScratch();
    program = fileOf(stringify(testProgram), 'program.yaml');
    mapping = fileOf(stringify(orders), 'map.yaml');
  });
  afterAll(() => scratch.close());
  const run = (...args: string[]) => runHere(args, scratch.databaseUrl);

  it('goes from an empty database to a checked ledger, and may be run again', async () => {
    expect(await run('migrate')).toMatchObject({ code: 0, stdout: 'The schema is up to date.\n' });
    const refused = await run('import', 'activities', fileOf('x'), '--mapping', mapping);
    expect([refused.code, refused.stderr]).toEqual([1, 'This database has no program yet: run `laurel program apply FILE` first.\n']); // prettier-ignore

    expect(lastJson(await run('program', 'apply', program, '--json'))).toMatchObject({ isChanged: true });
    expect(await run('program', 'apply', program)).toMatchObject({ code: 0, stdout: 'Nothing to change.\n' });
    const shown = fileOf((await run('program', 'show')).stdout, 'shown.yaml');
    expect(lastJson(await run('program', 'apply', shown, '--json'))).toMatchObject({ isChanged: false });

    const file = fileOf('id,customer,date,amount\n1,ann,2025-01-02,700.00\n2,bob,2025-01-02,x\n');
    const imported = await run('import', 'activities', file, '--mapping', mapping, '--json');
    expect(imported.code).toBe(0);
    const result = lastJson(imported) as object;
    expect(Object.keys(result)).toEqual(['read', 'accepted', 'replayed', 'rejected', 'members', 'amountMinor', 'seconds', 'rowsPerSecond']); // prettier-ignore
    expect(result).toMatchObject({ read: 2, accepted: 1, rejected: 1, members: 1, amountMinor: 70_000 });
    const again = await run('import', 'activities', file, '--mapping', mapping);
    expect(again.stdout).toContain('2 rows read: 0 accepted, 1 known before, 1 rejected.');
    expect(again.stdout).toContain(`${file}.errors.csv`);

    const people = fileOf(
      stringify({ kind: 'members', format: { type: 'csv' }, member: { externalId: '{id}' } }),
      'people.yaml',
    );
    const joined = await run('import', 'members', fileOf('id\nann\n'), '--mapping', people);
    expect(joined.stdout).toContain('\n0 members recorded.\n'); // ann is known since her order; of members no money is told

    expect(lastJson(await run('ledger', 'verify', '--json'))).toMatchObject({ ok: true, accounts: 2, transfers: 4, lots: 4, holds: 0, differences: [] }); // prettier-ignore
    expect(lastJson(await run('simulate', '--replay', '--json'))).toMatchObject({ ok: true, members: 1 });
    expect(lastJson(await run('tiers', 'recalculate', '--json'))).toEqual({ members: 1, moved: 0, isResumed: false });
    const strict = () => run('tiers', 'recalculate', '--strict');
    expect((await strict()).stdout).toBe('1 members looked at, 1 moved to another tier.\n'); // of old purchases nothing keeps it
    expect((await strict()).stdout).toBe('1 members looked at, 0 moved to another tier.\n');
  });

  it('makes a key that is shown once', async () => {
    const made = lastJson(await run('keys', 'create', '--label', 'till', '--scopes', 'till,points:earn', '--json'));
    expect(made).toEqual({ id: expect.stringMatching(/^key_/), token: expect.stringMatching(/^lrl_live_/) });
    const ofTest = await run('keys', 'create', '--mode', 'test', '--label', 'try', '--scopes', 'till', '--json');
    expect(lastJson(ofTest)).toMatchObject({ token: expect.stringMatching(/^lrl_test_/) as unknown });
    const page = await run('keys', 'create', '--publishable', '--origin', 'https://shop.example', '--label', 'shop');
    expect(page.stdout).toMatch(/^lrl_pub_[0-9a-f]{18}\n$/);
    expect((await run('keys', 'create', '--publishable', '--label', 'shop')).code).toBe(1);
    expect((await run('keys', 'create', '--label', 'x')).code).toBe(1);
    const refused = await run('keys', 'create', '--label', 'x', '--scopes', 'everything');
    expect([refused.code, refused.stderr]).toEqual([1, 'There is no scope "everything". See schema/scopes.md for the list.\n']); // prettier-ignore
    expect((await run('keys', 'create', '--label', 'x', '--scopes', 'till', '--expires', 'soon')).code).toBe(1);
    expect((await run('keys', 'create', '--label', 'x', '--scopes', 'till', '--brand', 'nobody')).code).toBe(1);
  });

  it('finds a planted wrong balance and says so with its exit code', async () => {
    const { openDatabase } = await import('../../src/app/house.js');
    const { configOf } = await import('../support/house.js');
    const database = await openDatabase(configOf(scratch.databaseUrl));
    const plant = (by: number) => database.transaction(async (sql) => ({ value: await sql.run("UPDATE point_accounts SET available = available + ? WHERE wallet = 'points'", [by]), commit: true })); // prettier-ignore
    await plant(7);
    const verified = await run('ledger', 'verify', '--json');
    expect([verified.code, lastJson(verified)]).toMatchObject([1, { ok: false, differences: [{ what: 'balance' }] }]); // prettier-ignore
    expect(await run('simulate', '--replay')).toMatchObject({ code: 1 });
    await plant(-7);
    await database.close();
  });

  it.each([
    [['import', 'activities', 'missing.csv'], /cannot be read \(ENOENT\)/],
    [['import', 'members', 'missing.csv'], /maps activities, not members/],
    [['import', 'activities', 'missing.csv', '--brand', 'nobody'], /no brand|No brand/],
    [['program', 'apply', 'missing.yaml'], /missing\.yaml cannot be read/],
    [['simulate'], /--replay/],
    [['demo'], /has a program already/],
  ])('%j fails with a sentence and no stack', async (args, sentence) => {
    const { code, stdout, stderr } = await run(...args, ...(args[0] === 'import' ? ['--mapping', mapping] : []));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('    at ');
  });

  it('says what is wrong with a program, where', async () => {
    const broken = fileOf(stringify({ ...testProgram, wallets: [{ code: 'Points' }] }), 'broken.yaml');
    const { code, stderr } = await run('program', 'apply', broken);
    expect([code, stderr]).toEqual([1, expect.stringContaining('wallets.0.code')]);
  });

  it('says in one sentence that a database cannot be reached', async () => {
    const { code, stderr } = await runHere(['ledger', 'verify'], 'mysql://nobody@127.0.0.1:9/none');
    expect([code, stderr]).toEqual([
      1,
      'The database cannot be reached. Nothing was written; try again in a moment.\n',
    ]);
  });

  it('prints the schema, or writes it', async () => {
    const out = scratchPath('contracts');
    const printed = await run('schema');
    expect(await run('schema', '--out', out)).toMatchObject({ code: 0, stdout: '' });
    expect(printed.stdout).toContain('type Query');
    expect(readFileSync(`${out}/schema.graphql`, 'utf8')).toBe(printed.stdout);
  });
});
