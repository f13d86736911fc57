import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enrolMember } from '../support/acts.js';
import { claim } from '../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../support/benefit-program.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let password: string;
let cookie: string;
let members: string[];

const named = { en: 'Concert seat', 'zh-CN': '音乐会座位', 'zh-TW': '音樂會座位' };

beforeAll(async () => {
  const seat = coupon('seat', { name: named, ...counted(1), otherwise: [{ kind: 'wait', days: 10 }] });
  office = await openTestOffice({ program: benefitProgram([seat, coupon('tea')]) });
  password = await office.operator('yunying', ['owner']);
  cookie = await cookieFor(office, 'yunying', password);
  members = [];
  for (let n = 0; n < 4; n++) members.push(await enrolMember(office));
  for (const member of members) await claim(office, member, 'seat');
});
afterAll(() => office.close());

const api = () => `${office.server.url}/admin/api/resources/obligations`;
const listed = async (query = '') => {
  const response = await fetch(`${api()}/actions/list${query}`, { headers: { cookie } });
  return ((await response.json()) as { records: { id: string; params: Record<string, unknown> }[] }).records;
};
const send = async (path: string, fields: object) => {
  const headers = { cookie, origin: office.server.url, 'content-type': 'application/json' };
  const response = await fetch(`${api()}/${path}`, { method: 'POST', headers, body: JSON.stringify(fields) });
  return (await response.json()) as { problems?: readonly { message: string; field: string | null }[] };
};
const owedTo = async (member: string | undefined) => (await listed(`?filters.find=${member ?? ''}`))[0];

describe('what is owed, in the back office', () => {
  it('is listed by what is due first, of one member or of one benefit', async () => {
    const all = await listed();
    expect(all.map(({ params }) => params['memberId'])).toEqual(members.slice(1));
    expect(all[0]?.params).toMatchObject({ benefitName: '音乐会座位', member: 'member-2', brand: 'Host', kind: 'owedWait', isOverdue: false, seenToBy: null }); // prettier-ignore
    expect(await listed('?filters.benefit=tea')).toEqual([]);
    expect((await owedTo(members[2]))?.params['memberId']).toBe(members[2]);
  });

  it('is given to somebody to see to', async () => {
    const id = (await owedTo(members[1]))?.id ?? '';
    const form = await fetch(`${api()}/records/${id}/assignOwed`, { headers: { cookie } });
    const { fields } = (await form.json()) as { fields: { choices: { value: string }[] }[] };
    const operatorId = fields[0]?.choices[0]?.value;
    expect((await send(`records/${id}/assignOwed`, { operatorId })).problems).toEqual([]);
    expect((await owedTo(members[1]))?.params['seenToBy']).toBeTruthy();
  });

  it('is settled with something else or not at all, says why it cannot be delivered, and is gone from the list then', async () => {
    const [first, second, third] = await Promise.all(members.slice(1).map(owedTo));
    const none = await send(`records/${first?.id ?? ''}/settleOwed`, { how: 'DELIVER', reason: '加座' });
    expect(none.problems?.[0]?.message).toMatch(/[\u4e00-\u9fff]/);
    const without = await send(`records/${second?.id ?? ''}/settleOwed`, { how: 'INSTEAD', reason: '改送茶券' });
    expect(without.problems?.[0]).toMatchObject({ field: 'benefitId' });
    const instead = { how: 'INSTEAD', benefitId: 'bnf_tea', reason: '改送茶券' };
    expect((await send(`records/${second?.id ?? ''}/settleOwed`, instead)).problems).toEqual([]);
    expect((await send(`records/${third?.id ?? ''}/settleOwed`, { how: 'CANCEL', reason: '会员放弃' })).problems).toEqual([]); // prettier-ignore
    expect((await listed()).map(({ id }) => id)).toEqual([first?.id]);
  });

  it('leads back to what is owed when one of it is settled', async () => {
    const [left] = await listed();
    const page = await office.window('zh-CN');
    await signInAs(page, office.server.url, 'yunying', password);
    await page.goto(`${office.server.url}/admin/resources/obligations/records/${left?.id ?? ''}/settleOwed`);
    await page.getByRole('combobox').first().selectOption('CANCEL');
    await page.locator('main textarea, textarea').first().fill('会员放弃');
    await page.getByRole('button', { name: '确认' }).click();
    await page.waitForURL(`${office.server.url}/admin/resources/obligations`);
    await page.getByText('暂无').first().waitFor();
    expect(await listed()).toEqual([]);
    await page.close();
  });

  it('speaks the language of the page, and tells what is overdue', async () => {
    await claim(office, await enrolMember(office), 'seat');
    office.clock.advance(400 * 86_400_000);
    const page = await office.window('zh-CN');
    await signInAs(page, office.server.url, 'yunying', password);
    await page.goto(`${office.server.url}/admin/resources/obligations`);
    await page.getByText('音乐会座位').first().waitFor();
    expect(await page.locator('thead').innerText()).not.toMatch(/[A-Za-z]/);
    expect(await page.locator('tbody').innerText()).toMatch(/是[\s\S]*缺货等待/);
    if (process.env['LAUREL_SCREENSHOTS']) await page.screenshot({ path: `${process.env['LAUREL_SCREENSHOTS']}/owed.png` }); // prettier-ignore
    expect(office.complaints).toEqual([]);
    expect(office.strays).toEqual([]);
  });
});
