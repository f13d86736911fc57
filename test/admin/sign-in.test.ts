import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cookieFor, openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let password: string;

beforeAll(async () => {
  office = await openTestOffice();
  password = await office.operator('lin', ['owner']);
});
afterAll(() => office.close());

const post = (path: string, body: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${office.server.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: office.server.url, ...headers },
    body: new URLSearchParams(body),
  });

describe('the door of the back office', () => {
  it('lets nobody in who has not signed in, and tells data from pages', async () => {
    const page = await fetch(`${office.server.url}/admin/resources/members`, { redirect: 'manual' });
    expect([page.status, page.headers.get('location')]).toEqual([303, '/admin/login']);
    const data = await fetch(`${office.server.url}/admin/api/resources/members/actions/list`, { redirect: 'manual' });
    expect(data.status).toBe(401);
    expect(await data.json()).toEqual({ go: '/admin/login' });
  });

  it('speaks the language of the browser, and the one that was chosen', async () => {
    const ask = async (language: string, cookie = '') =>
      (await fetch(`${office.server.url}/admin/login`, { headers: { 'accept-language': language, cookie } })).text();
    expect(await ask('zh-CN')).toContain('登录');
    expect(await ask('zh-HK')).toContain('登入');
    expect(await ask('en-GB')).toContain('Sign in');
    expect(await ask('en-GB', 'laurel_locale=zh-CN')).toContain('登录');
  });

  it('gives a cookie that scripts and other sites do not get, and another one every time', async () => {
    const cookies: string[] = [];
    for (let time = 0; time < 2; time++) {
      const response = await post('/admin/login', { login: 'lin', password });
      expect([response.status, response.headers.get('location')]).toEqual([303, '/admin']);
      cookies.push(response.headers.getSetCookie()[0] ?? '');
    }
    expect(cookies[0]).toMatch(/^laurel_session=[\w-]{43}; Path=\/admin; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    expect(cookies[0]).not.toBe(cookies[1]);
    const secure = await post('/admin/login', { login: 'lin', password }, { 'x-forwarded-proto': 'https', origin: office.server.url.replace('http:', 'https:') }); // prettier-ignore
    expect(secure.headers.getSetCookie()[0]).toMatch(/; Secure$/);
  });

  it('ends the session a browser brought along when it signs in again, and the one it signs out of', async () => {
    const first = await cookieFor(office, 'lin', password);
    const again = await post('/admin/login', { login: 'lin', password }, { cookie: first });
    const second = (again.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const statusOf = async (cookie: string) =>
      (await fetch(`${office.server.url}/admin/api/dashboard`, { headers: { cookie }, redirect: 'manual' })).status;
    expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200]);
    await post('/admin/logout', {}, { cookie: second });
    expect(await statusOf(second)).toBe(401);
  });

  it('takes nothing that another site sends', async () => {
    const cookie = await cookieFor(office, 'lin', password);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: office.server.url, 'sec-fetch-site': 'cross-site' },
      { origin: office.server.url.replace('http:', 'https:') },
    ];
    for (const headers of foreign) {
      const login = await post('/admin/login', { login: 'lin', password }, headers);
      expect([login.status, login.headers.getSetCookie()]).toEqual([403, []]);
      const action = await post('/admin/api/resources/operators/actions/newOperator', { login: 'evil' }, { ...headers, cookie }); // prettier-ignore
      expect(action.status).toBe(403);
    }
  });

  it('counts guesses, and says when to come back in the language of the page', async () => {
    await office.operator('guessed', ['agent']);
    const answers: Response[] = [];
    for (let time = 0; time < 12; time++) {
      answers.push(await post('/admin/login', { login: 'guessed', password: `guess number ${time}` }, { 'accept-language': 'zh-CN' })); // prettier-ignore
    }
    expect(answers[0]?.status).toBe(422);
    expect(answers.at(-1)?.status).toBe(429);
    expect(await answers.at(-1)?.text()).toMatch(/尝试次数过多，请在 \d+ 分钟后重试/);
    const right = await post('/admin/login', { login: 'guessed', password });
    expect(right.status).toBe(429);
    office.clock.advance(3_600_000);
  });

  it('refuses forms that are too large, that hide their length, or that are files', async () => {
    expect((await post('/admin/login', { login: 'x'.repeat(100_000), password })).status).toBe(413);
    const files = await post('/admin/login', { login: 'lin' }, { 'content-type': 'multipart/form-data; boundary=x' });
    expect(files.status).toBe(415);
    const hidden = await fetch(`${office.server.url}/admin/login`, {
      method: 'POST',
      headers: { origin: office.server.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new Blob(['login=lin']).stream(),
      duplex: 'half',
    });
    expect(hidden.status).toBe(411);
  });

  it('makes somebody who was given a password choose another one first', async () => {
    const page = await office.window('zh-CN');
    const owner = await office.window('zh-CN');
    await signInAs(owner, office.server.url, 'lin', password);
    await owner.goto(`${office.server.url}/admin/resources/operators/actions/newOperator`);
    await owner.fill('[name=login]', 'new.colleague');
    await owner.fill('[name=name]', '新同事');
    await owner.getByLabel('客服').check();
    await owner.getByRole('button', { name: '确认' }).click();
    const given = (await owner.locator('.secret').textContent()) ?? '';
    await signInAs(page, office.server.url, 'new.colleague', given);
    expect(new URL(page.url()).pathname).toBe('/admin/password');
    expect(await page.textContent('[role=alert]')).toContain('请先设置您自己的密码');
    await page.goto(`${office.server.url}/admin/resources/members`);
    expect(new URL(page.url()).pathname).toBe('/admin/password');
    await page.fill('[name=currentPassword]', given);
    await page.fill('[name=newPassword]', 'seven quiet rivers');
    await page.fill('[name=again]', 'seven quiet rivers');
    await page.click('main form button');
    await page.waitForURL(`${office.server.url}/admin`);
  });

  it('sends pages that load nothing from elsewhere and run no script but their own', async () => {
    const response = await fetch(`${office.server.url}/admin`, {
      headers: { cookie: await cookieFor(office, 'lin', password) },
    });
    const html = await response.text();
    const loaded = [...html.matchAll(/(?:src|href)="([^"]*)/g)].map(([, from = '']) => from);
    expect(loaded.length).toBeGreaterThan(4);
    expect(loaded.filter((from) => !from.startsWith('/admin/') && from !== 'data:,')).toEqual([]);
    expect(/<script(?! nonce=")/.test(html)).toBe(false);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(office.strays).toEqual([]);
  });
});
