import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { ENROL, purchase, RECORD, TOKEN } from '../api/documents.js';
import type { TestApi } from '../api/open-api.js';
import { at, openTestApi } from '../api/open-api.js';

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1']; // prettier-ignore

/** The editor of the headers: of the two below the document the one that is shown. */
const HEADERS = '.graphiql-editor-tool .graphiql-editor:not(.hidden)';

let api: TestApi;
let browser: Browser;
let host: string;
let page: Page;
let problems: string[];

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '', args: ARGS });
});
afterAll(async () => {
  await browser.close();
  await api.close();
});

/** The explorer in a language, with a list of all that went wrong in it: scripts, styles, requests to elsewhere. */
async function explore(locale: string, url = api.server.url): Promise<Page> {
  problems = [];
  page = await browser.newPage({ locale, viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(url) || /^(data|blob):/.test(request.url());
    if (!isOwn) problems.push(`asked ${request.url()}`);
  });
  await page.goto(`${url}/graphql`);
  await page.waitForSelector('.graphiql-query-editor .CodeMirror');
  return page;
}

/** Puts a text into an editor in place of what is in it. */
async function write(editor: string, text: string): Promise<void> {
  await page.evaluate(`document.querySelector('${editor} .CodeMirror').CodeMirror.setValue(${JSON.stringify(text)})`);
}

const shows = (selector: string, text: string) => page.locator(selector, { hasText: text }).first().waitFor();

const answered = (text: string) => shows('.result-window', text);

async function shot(name: string): Promise<void> {
  const folder = process.env['LAUREL_SCREENSHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

async function member(externalId: string): Promise<{ id: string; token: string }> {
  const answer = await api.ask(ENROL, { input: { externalId }, key: externalId }, { token: host });
  const id = at(answer, 'data.memberEnrol.member.id');
  return { id, token: at(await api.ask(TOKEN, { member: { id } }, { token: host }), 'data.memberTokenIssue.token') };
}

describe('the explorer', () => {
  it('runs a query, knows the schema, and asks nobody but this server', async () => {
    await explore('en');
    expect(await page.textContent('h1')).toBe('Laurel API explorer');
    await page.click('.graphiql-execute-button');
    await answered('VISITOR');
    await page.click('button[aria-label="Show Documentation Explorer"]');
    await shows('.graphiql-plugin', 'Subscription');
    await shot('explorer-en');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('has the published documents at hand, in Chinese, and runs them with a token', async () => {
    const { token, id } = await member('explorer');
    await explore('zh-CN');
    expect(await page.textContent('h1')).toBe('Laurel API 探索页');
    await page.selectOption('#documents', 'MemberHome');
    await write(HEADERS, JSON.stringify({ Authorization: `Bearer ${token}` }));
    await page.click('.graphiql-execute-button');
    await answered(id);
    await shot('explorer-zh-CN');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('shows what happens live', async () => {
    const { token, id } = await member('explorer live');
    await explore('zh-TW');
    await page.selectOption('#documents', 'MemberFeed');
    await write(HEADERS, JSON.stringify({ Authorization: `Bearer ${token}` }));
    await page.waitForTimeout(1_000); // the editor takes up what was written in its own time
    const opened = page.waitForEvent('websocket');
    await page.click('.graphiql-execute-button');
    await opened;
    await page.waitForTimeout(500);
    await api.ask(RECORD, { member: { id }, input: purchase('explorer-live', 4_200) }, { token: host });
    await answered('purchase');
    await shot('explorer-live-zh-TW');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('says so where introspection is off, and still runs documents', async () => {
    const other = await openTestApi({ server: { isProduction: true } });
    await explore('zh-CN', other.server.url);
    expect(await page.textContent('[role=note]')).toContain('已关闭自省');
    await page.selectOption('#documents', 'Catalogue');
    const key = await other.key(['host-admin']);
    await write(HEADERS, JSON.stringify({ Authorization: `Bearer ${key}` }));
    await page.click('.graphiql-execute-button');
    await answered('Silver');
    await shot('explorer-production-zh-CN');
    expect(problems).toEqual([]);
    await page.close();
    await other.close();
  });
});

describe('its files', () => {
  it('are kept for ever under a name of their content, and nothing else of a package can be had', async () => {
    const { url } = api.server;
    const html = await (await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).text();
    expect(html).not.toMatch(/<script(?![^>]* (src|type="application\/json"))/);
    const paths = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(paths.filter((path) => path !== 'data:,')).toHaveLength(7);
    for (const path of paths.filter((each) => each !== 'data:,')) {
      const answer = await fetch(url + path);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']); // prettier-ignore
    }
    for (const path of ['react.js', '../../package.json', '%2e%2e/package.json', 'graphiql.min.js.map', '']) {
      expect((await fetch(`${url}/graphql/explorer/${path}`)).status).toBe(404);
    }
  });

  it('stay out of frames and load no scripts of elsewhere', async () => {
    const { headers } = await fetch(`${api.server.url}/graphql`, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
  });
});
