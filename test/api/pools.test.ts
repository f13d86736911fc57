import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, rmSync } from 'node:fs';
import { stringify } from 'yaml';
import { readCode } from '../../src/kernel/readable-code.js';
import { lastJson } from '../commands/laurel.js';
import { runHere } from '../commands/run-here.js';
import { fileOf } from '../modules/imports/import-text.js';
import { enrolMember, freshId } from '../support/acts.js';
import { grantsOf } from '../support/benefit-acts.js';
import { benefitProgram, coupon } from '../support/benefit-program.js';
import { openScratch } from '../support/scratch.js';
import type { TestApi } from './open-api.js';
import { openTestApi } from './open-api.js';

const pool = (isPrinted: boolean) => ({ stock: { kind: 'pool', isPrinted }, isClaimable: !isPrinted });
const program = benefitProgram([coupon('printed', pool(true)), coupon('partner', pool(false)), coupon('five')]);

const IMPORT = `mutation ($benefit: ID!, $csv: String, $codes: [String!], $partial: Boolean = false, $key: String!) {
  done: benefitCodesImport(benefitId: $benefit, csv: $csv, codes: $codes, isPartial: $partial, idempotencyKey: $key) { added unchanged problemCount problems { line code } errors { code } replayed } }`;
const CLAIM = `mutation ($member: ID!, $code: String, $benefit: ID, $key: String!) {
  done: benefitClaim(member: { id: $member }, code: $code, benefitId: $benefit, idempotencyKey: $key) { grant { code status benefit { code } } errors { code } } }`;

describe('A pool of codes', () => {
  let api: TestApi;
  let token: string;
  beforeEach(async () => {
    api = await openTestApi({ program });
    token = await api.key(['benefits:write', 'benefits:issue', 'benefits:read', 'benefits:redeem', 'catalogue:read']);
  });
  afterEach(() => api.close());

  const act = async (document: string, variables: object) => {
    const { data, errors } = await api.ask(document, { key: freshId('key'), ...variables }, { token });
    expect(errors).toBeUndefined();
    return (data as { done: Record<string, unknown> }).done;
  };

  it('takes all codes of a file or none, and names what is wrong by line', async () => {
    const codes = ['SPA-0001', 'SPA-0002', 'SPA-0001', 'x'];
    const problems = [{ line: 3, code: 'DUPLICATE' }, { line: 4, code: 'NOT_UNDERSTOOD' }]; // prettier-ignore
    expect(await act(IMPORT, { benefit: 'bnf_partner', codes })).toMatchObject({ added: 0, problemCount: 2, problems });
    expect(await act(IMPORT, { benefit: 'bnf_partner', csv: `code,note\n${codes.join(',a\n')}`, partial: true, key: 'once' })).toMatchObject({ added: 2, problems: [{ line: 4 }, { line: 5 }], replayed: false }); // prettier-ignore
    expect(await act(IMPORT, { benefit: 'bnf_partner', csv: `code,note\n${codes.join(',a\n')}`, partial: true, key: 'once' })).toMatchObject({ added: 2, replayed: true }); // prettier-ignore
    expect(await act(IMPORT, { benefit: 'bnf_partner', codes: ['SPA-0001', 'SPA-0003'] })).toMatchObject({ added: 1, unchanged: 1, problems: [] }); // prettier-ignore
    expect(await act(IMPORT, { benefit: 'bnf_printed', codes: ['SPA-0003'] })).toMatchObject({ added: 0, problems: [{ line: 1, code: 'TAKEN' }] }); // prettier-ignore
    expect(await act(IMPORT, { benefit: 'bnf_five', codes: ['SPA-0004'] })).toMatchObject({ errors: [{ code: 'NOT_A_POOL' }] }); // prettier-ignore
  });

  it('hands its codes out, one to one member, until there is none left', async () => {
    await act(IMPORT, { benefit: 'bnf_partner', codes: ['SPA-0001'] });
    const [first, second] = [await enrolMember(api), await enrolMember(api)];
    expect(await act(CLAIM, { member: first, benefit: 'bnf_partner' })).toMatchObject({ grant: { code: 'SPA-0001' } });
    expect(await act(CLAIM, { member: second, benefit: 'bnf_partner' })).toMatchObject({ errors: [{ code: 'OUT_OF_STOCK' }] }); // prettier-ignore
  });

  it('that is printed gives what a code opens to whoever enters it first, also of many at once, and to nobody without one', async () => {
    await act(IMPORT, { benefit: 'bnf_printed', codes: ['PAPER-1234', 'PAPER-5678'] });
    const members = await Promise.all(Array.from({ length: 8 }, () => enrolMember(api)));
    const [first = ''] = members;
    expect(await act(CLAIM, { member: first, benefit: 'bnf_printed' })).toMatchObject({ errors: [{ code: 'NOT_CLAIMABLE' }] }); // prettier-ignore
    const all = await Promise.all(members.map((member) => act(CLAIM, { member, code: ' paper-1234 ' })));
    const told = all.map(({ errors, grant }) => (grant ? 'granted' : (errors as { code: string }[])[0]?.code));
    expect(told.sort()).toEqual([...Array<string>(7).fill('CODE_TAKEN'), 'granted']);
    const winner = members[all.findIndex(({ grant }) => grant)] ?? '';
    expect(await grantsOf(api, winner)).toMatchObject([{ code: 'PAPER-1234', status: 'claimed', benefit: 'printed' }]);
    expect(await act(CLAIM, { member: first, code: 'PAPER-9999' })).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] });
    await act(IMPORT, { benefit: 'bnf_partner', codes: ['SPA-0001'] });
    expect(await act(CLAIM, { member: first, code: 'SPA-0001' })).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] }); // not printed: others would guess the next
    const check = `query { done: grantByCode(code: "PAPER-5678") { refusal { code } } }`;
    expect(await act(check, {})).toMatchObject({ refusal: { code: 'CODE_NOT_CLAIMED' } });
  });
});

describe('laurel benefits codes', () => {
  it('imports a file twice without taking anything twice, and generates codes with a check sign', async () => {
    const scratch = await openScratch();
    const run = (...args: string[]) => runHere(args, scratch.databaseUrl);
    await run('migrate');
    await run('program', 'apply', fileOf(stringify(program), 'program.yaml'));
    const file = fileOf(`code\n${Array.from({ length: 6_000 }, (_, at) => `CODE-${at}`).join('\n')}\n!\n`);
    expect(lastJson(await run('benefits', 'codes', 'import', file, 'partner', '--json'))).toEqual({ added: 6_000, unchanged: 0, wrong: 1, errorFile: `${file}.errors.csv` }); // prettier-ignore
    expect(readFileSync(`${file}.errors.csv`, 'utf8')).toBe('line,reason\n6002,not-understood\n');
    expect(await run('benefits', 'codes', 'import', file, 'partner')).toMatchObject({ code: 0 });
    const out = `${file}.out`;
    expect(lastJson(await run('benefits', 'codes', 'generate', 'printed', '12000', '--out', out, '--json'))).toMatchObject({ made: 12_000 }); // prettier-ignore
    const codes = readFileSync(out, 'utf8').trim().split('\n');
    expect(new Set(codes).size).toBe(12_000);
    expect(codes.every((code) => readCode(code, 15) !== null)).toBe(true);
    expect((await run('benefits', 'codes', 'generate', 'printed', '1', '--out', out)).code).toBe(1);
    expect((await run('benefits', 'codes', 'generate', 'five', '1', '--out', `${out}.no`)).code).toBe(1);
    rmSync(`${file}.errors.csv`);
    await scratch.close();
  });
});
