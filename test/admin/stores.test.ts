import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enrol } from '../../src/modules/members/index.js';
import { doAs } from '../support/operators.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let owner: string;
let password: string;

beforeAll(async () => {
  office = await openTestOffice();
  password = await office.operator('lin', ['owner']);
  owner = await cookieFor(office, 'lin', password);
  const { brandId } = office.caller;
  const identities = [{ kind: 'phone' as const, value: '+8613912345678' }];
  await doAs(office.house, office.caller, (session) => enrol(session, { brandId, identities }));
});
afterAll(() => office.close());

interface Done {
  readonly secret?: string | null;
  readonly notice?: { readonly type: string };
  readonly problems?: readonly { readonly message: string; readonly field: string | null }[];
}

async function send(path: string, fields: object): Promise<Done> {
  const response = await fetch(`${office.server.url}/admin/api/resources/${path}`, {
    method: 'POST',
    headers: { cookie: owner, origin: office.server.url, 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  return (await response.json()) as Done;
}

const listed = async (resource: string, cookie = owner, query = '') => {
  const url = `${office.server.url}/admin/api/resources/${resource}/actions/list${query}`;
  const answer = (await (await fetch(url, { headers: { cookie } })).json()) as { records: { id: string; params: object }[] }; // prettier-ignore
  return answer.records;
};

const names = { nameZhCN: '安福路店', nameZhTW: '安福路門市', nameEn: 'Anfu Road' };
const ANFU = { brandId: 'brd_host', code: 'anfu', ...names, status: 'OPEN', city: '上海 | 上海 | Shanghai', geo: '31.21, 121.44', hours: '1-5 10:00-22:00\n6 09:00-02:00' }; // prettier-ignore

describe('stores in the back office', () => {
  it('are made, changed and closed by a form, with hours as people write them', async () => {
    expect((await send('stores/actions/newStore', ANFU)).notice?.type).toBe('success');
    const [store] = await listed('stores');
    expect(store?.params).toMatchObject({ name: '安福路店', city: '上海', hours: '1-5 10:00-22:00, 6 09:00-02:00', status: 'open' }); // prettier-ignore
    const edited = await send(`stores/records/${store?.id ?? ''}/edit`, { ...ANFU, city: '', hours: '7 12:00-18:00' });
    expect(edited.notice?.type).toBe('success');
    expect((await listed('stores'))[0]?.params).toMatchObject({ city: null, hours: '7 12:00-18:00', version: 2 });
    const wrong = await send(`stores/records/${store?.id ?? ''}/edit`, { ...ANFU, hours: 'whenever' });
    expect(wrong.problems?.[0]?.message).toMatch(/[\u4e00-\u9fff]/);
    const channel = { brandId: 'brd_partner', code: 'poster-1', kind: 'POSTER', ...names };
    expect((await send('channels/actions/newChannel', channel)).notice?.type).toBe('success');
    expect((await listed('channels'))[0]?.params).toMatchObject({ kind: 'poster', brand: 'Partner' });
  });

  it('get keys for their tills, and clerks', async () => {
    const [store] = await listed('stores');
    const storeId = store?.id ?? '';
    const made = await send('keys/actions/create', { brandId: 'brd_host', storeId, label: 'Till 1', kind: 'BRAND', mode: 'LIVE', scopes: [] }); // prettier-ignore
    const viewer = await office.ask('{ viewer { store { code } } }', {}, { token: made.secret ?? '' });
    expect(viewer.data).toEqual({ viewer: { store: { code: 'anfu' } } });
    expect((await listed('keys'))[0]?.params).toMatchObject({ store: '安福路店' });
    await office.operator('dian', ['clerk']);
    const clerk = (await listed('operators')).find(({ params }) => 'login' in params && params.login === 'dian');
    expect((await send(`operators/records/${clerk?.id ?? ''}/bindStore`, { storeId })).notice?.type).toBe('success');
    expect((await listed('operators')).find(({ id }) => id === clerk?.id)?.params).toMatchObject({ store: '安福路店' });
  });

  it('have clerks who are shown nobody they have not met, and no figures', async () => {
    const clerk = await cookieFor(office, 'dian', 'three green laurels');
    expect(await listed('members')).toHaveLength(1);
    expect(await listed('members', clerk)).toEqual([]);
    expect(await listed('members', clerk, '?filters.find=13912345678')).toEqual([]);
    const home = await fetch(`${office.server.url}/admin/api/dashboard`, { headers: { cookie: clerk } });
    expect(await home.json()).toMatchObject({ members: null });
  });

  it('are read and written in Chinese and in English', async () => {
    const page = await office.window('zh-CN');
    await signInAs(page, office.server.url, 'lin', password);
    await page.goto(`${office.server.url}/admin/resources/stores`);
    await page.getByText('安福路店').waitFor();
    await shoot('stores-zh');
    await page.goto(`${office.server.url}/admin/resources/stores/actions/newStore`);
    await page.getByText('营业时间').first().waitFor();
    await shoot('store-form-zh');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Hours', { exact: true }).waitFor();
    await shoot('store-form-en');

    async function shoot(name: string): Promise<void> {
      const folder = process.env['SCREENSHOTS'];
      if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
    }
  });
});
