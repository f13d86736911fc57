import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { ask, at } from '../api/open-api.js';
import { start } from '../commands/laurel.js';
import type { Block } from './blocks.js';
import { blocksOf } from './blocks.js';

const PAGES = ['api.md', 'front-end-guide.md', 'partner-guide.md', 'till.md'];
/** Of an answer, and of a payload that refuses; a payload that was taken has an empty list. */
const ERRORS = /"errors":\s*\[\s*[^\]\s]/;
const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));

let folder: string;
let url: string;
let tokens: Record<string, string>;
let server: ReturnType<typeof start>;
let environment: NodeJS.ProcessEnv;

/** The demo, served by a process of its own as a reader of the guide starts it, and the key a partner would have been given. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-guides-'));
  const database = `sqlite:${join(folder, 'laurel.sqlite')}`;
  const secrets = { LAUREL_SECRETS: join(folder, 'secrets.json') };
  server = start(['serve', '--demo'], database, { PORT: '0', ...secrets });
  const said = await untilSaid(/lrl_pub_\S+\s/);
  url = /Laurel is at (\S+)\/graphql/.exec(said)?.[1] ?? '';
  environment = { ...process.env, DATABASE_URL: database, ...secrets, NODE_OPTIONS: '', LAUREL_URL: url, PATH: pathWithLaurel() };
  const made = await run('npx laurel keys create --brand mountain-tea --mode test --label guide --scopes partner-standard --json');
  tokens = {
    partner: (JSON.parse(made.stdout.trim().split('\n').at(-1) ?? '') as { token: string }).token,
    sandbox: /lrl_test_\S+/.exec(said)?.[0] ?? '',
    member: /^eyJ\S+$/m.exec(said)?.[0] ?? '',
    page: /lrl_pub_\S+/.exec(said)?.[0] ?? '',
    host: readFileSync(join(folder, 'demo-key'), 'utf8').trim(),
  };
  Object.assign(environment, { KEY: tokens['host'], LAUREL_KEY: tokens['partner'], LAUREL_MEMBER_TOKEN: tokens['member'], LAUREL_PUBLISHABLE_KEY: tokens['page'] });
}, 240_000); // prettier-ignore

afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.ended;
  rmSync(folder, { recursive: true, force: true });
});

describe.each(PAGES)('%s', (page) => {
  const blocks = blocksOf(page);
  const definitions = blocks.filter(({ isDefinition }) => isDefinition).map(({ text }) => text);
  /** What later documents of the page take from the answers of earlier ones, as a reader would. */
  const kept: Record<string, unknown> = {};
  const named = (block: Block) => [`${block.language} of line ${block.line}`, block] as const;

  it('has something to run', () => {
    expect(blocks.filter(({ isRun }) => isRun).length).toBeGreaterThan(4);
  });

  it.each(blocks.filter(({ language }) => language === 'graphql').map(named))('shows %s, which fits the schema', (_, { text }) => {
    expect(validate(schema, parse(text))).toEqual([]);
  }); // prettier-ignore

  it.each(blocks.filter(({ isRun }) => isRun).map(named))('shows %s, which works', async (_, block) => {
    if (block.language === 'bash')
      expect(await run([...definitions, block.text].join('\n'))).toMatchObject({ code: 0, stdout: expect.not.stringMatching(ERRORS) as unknown }); // prettier-ignore
    else await requireAnswer(block, kept);
  });
});

/** A document must be answered without errors, or with the refusal it is there to show. */
async function requireAnswer({ line, text, options }: Block, kept: Record<string, unknown>): Promise<void> {
  const variables = { key: `guide-${line}`, ...kept };
  const answer = await ask(url, { query: text, variables }, { token: tokens[options['as'] ?? 'partner'] });
  const { data, errors } = answer;
  expect(errors).toBeUndefined();
  const payloads = Object.values(data as Record<string, { readonly errors?: readonly { readonly code: string }[] } | null>); // prettier-ignore
  expect(payloads).not.toContain(null);
  const refusals = payloads.flatMap((payload) => payload?.errors ?? []);
  expect(refusals.map(({ code }) => code)).toEqual(options['expect'] ? [options['expect']] : []);
  const [name, path] = (options['keep'] ?? '').split(':');
  if (name && path) kept[name] = at<unknown>(answer, `data.${path}`);
}

function run(script: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', script], { env: environment });
    const read = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (read.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (read.stderr += chunk.toString()));
    child.on('close', (code) => done({ code, ...read }));
  });
}

/** `npx laurel` runs the sources that are tested, not something that was built before. */
function pathWithLaurel(): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const hooks = resolve('test/support/typescript.js');
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' --import '${hooks}' '${resolve('src/cli.ts')}' "$@"\n`); // prettier-ignore
  chmodSync(join(bin, 'npx'), 0o755);
  return `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
}

function untilSaid(pattern: RegExp): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    server.child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (pattern.test(said)) done(said);
    });
    server.child.stdout?.on('close', () => fail(new Error(`The server ended. It said: ${said}`)));
  });
}
