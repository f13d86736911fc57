import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { openBackOffice } from '../../admin/index.js';
import { systemCaller } from '../../src/kernel/session.js';
import { changePassword, createOperator, prepareRoles, sessionOf, signIn } from '../../src/modules/operators/index.js';
import type { TestApi } from '../api/open-api.js';
import { openTestApi } from '../api/open-api.js';
import type { TestOptions } from '../support/house.js';
import { startProcess } from '../support/process.js';
import { scratchPath } from '../support/scratch.js';

const PASSWORD = 'three green laurels';
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']; // prettier-ignore

/** The back office of a test house, people who work there, and a browser in front of it. */
export interface TestOffice extends TestApi {
  /** Makes an operator who has signed in before; answers the password. */
  operator(login: string, roles: readonly string[]): Promise<string>;
  /** A window of its own. What it asks from elsewhere fails, and is noted in `strays`. */
  window(language?: string): Promise<Page>;
  readonly strays: readonly string[];
  /** What scripts of the pages complained about. */
  readonly complaints: readonly string[];
}

export async function openTestOffice(options: TestOptions = {}): Promise<TestOffice> {
  process.env['LAUREL_ADMIN_BUNDLE'] = await bundled();
  const api = await openTestApi({ ...options, server: { backOffice: openBackOffice } });
  await prepareRoles(api.house);
  const browser = await chromium.launch({ executablePath: browserPath(), args: FLAGS });
  const strays: string[] = [];
  const complaints: string[] = [];
  return {
    ...api,
    strays,
    complaints,
    operator: (login, roles) => makeOperator(api, login, roles),
    window: (language = 'zh-CN') => openWindow(browser, api.server.url, language, { strays, complaints }),
    close: async () => {
      await browser.close();
      await api.close();
    },
  };
}

/** Signs in as people do, and waits for the first page. */
export async function signInAs(page: Page, url: string, login: string, password: string): Promise<void> {
  await page.goto(`${url}/admin`);
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', password);
  await page.click('main button[type=submit]');
  await page.waitForLoadState('networkidle');
}

/** The cookie of a session without a browser. */
export async function cookieFor({ house }: TestApi, login: string, password: string): Promise<string> {
  const { token } = await signIn(house, { login, password }, { ip: '127.0.0.1' });
  return `laurel_session=${token}`;
}

async function makeOperator({ house }: TestApi, login: string, roles: readonly string[]): Promise<string> {
  const account = { login, name: `${login} 林`, locale: 'zh-CN', roles } as const;
  const { password } = await createOperator(house, systemCaller(''), account);
  const place = { ip: '127.0.0.1' };
  const { token } = await signIn(house, { login, password }, place);
  const signedIn = await sessionOf(house, token);
  if (!signedIn) throw new Error('A new operator could not sign in');
  await changePassword(house, signedIn, { current: password, next: PASSWORD }, place);
  return PASSWORD;
}

async function openWindow(
  browser: Browser,
  url: string,
  locale: string,
  notes: { strays: string[]; complaints: string[] },
): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
  await context.route(
    (asked) => asked.origin !== url && asked.protocol.startsWith('http'),
    async (route) => {
      notes.strays.push(route.request().url());
      await route.abort();
    },
  );
  const page = await context.newPage();
  page.on('pageerror', (error) => notes.complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') notes.complaints.push(message.text());
  });
  return page;
}

async function bundled(): Promise<string> {
  const folder = scratchPath('admin-bundle');
  if (existsSync(`${folder}/made-of.txt`)) return folder;
  await startProcess('admin/bundle-process.ts', [folder]).line();
  return folder;
}

function browserPath(): string {
  const path = process.env['CHROMIUM'];
  if (!path) throw new Error('These tests look at pages with Chromium. Install it, or say where it is with CHROMIUM.');
  return path;
}
