import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cookieFor, openTestOffice } from '../admin/office.js';
import type { TestOffice } from '../admin/office.js';

let office: TestOffice;
let owner: string;
let junior: string;

beforeAll(async () => {
  office = await openTestOffice();
  owner = await cookieFor(office, 'lin', await office.operator('lin', ['owner']));
  junior = await cookieFor(office, 'mei', await office.operator('mei', ['clerk']));
});
afterAll(() => office.close());

const get = (path: string, cookie = owner) => fetch(`${office.server.url}${path}`, { headers: { cookie } });

const post = (path: string, body: string, cookie = owner) =>
  fetch(`${office.server.url}${path}`, {
    method: 'POST',
    headers: { cookie, origin: office.server.url, 'content-type': 'application/json' },
    body,
  });

describe('what no page of the back office asks', () => {
  it.each([
    'resources/members/records/mem_nothing/list',
    'resources/members/actions/ledger',
    'resources/members/actions/show',
    'resources/members/bulk/list?recordIds=mem_nothing',
    'resources/members/bulk/bulkDelete?recordIds=a&recordIds=b',
    'resources/members/records/%00/show',
    'resources/operators/actions/list?filters.login=%00',
    'pages/nothing',
  ])('is not there: %s', async (path) => {
    for (const answer of [await get(`/admin/api/${path}`), await post(`/admin/api/${path}`, '{}')]) {
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({ notice: { type: 'error', message: 'notThere' } });
    }
  });

  it('is forbidden where it is a row of a table one may not see, whether the row is there or not', async () => {
    const [row] = await office.house.database.reader.rows<{ id: string }>("SELECT id FROM operators WHERE login = 'lin'"); // prettier-ignore
    for (const id of [row?.id ?? '', 'opr_nothing']) {
      const answer = await get(`/admin/api/resources/operators/records/${id}/show`, junior);
      expect([answer.status, await answer.json()]).toEqual([403, { notice: { type: 'error', message: 'forbiddenError' } }]); // prettier-ignore
    }
  });

  it.each(['perPage=NaN', 'perPage=1.5', 'perPage=-1', 'page=1.01', 'page=1e99', 'page=-3', 'constructor.prototype.x=1'])('as a page is answered with one all the same: %s', async (query) => {
    expect((await get(`/admin/api/resources/members/actions/list?${query}`)).status).toBe(200);
  }); // prettier-ignore

  it.each(['2026-99-99', '0000-00-00', '2026-01-32'])('as a day of the books is answered with today: %s', async (day) => {
    const answer = await get(`/admin/api/resources/books/actions/list?asOf=${day}`);
    expect([answer.status, await answer.json()]).toMatchObject([200, { told: { problem: null, trial: { lines: [] } } }]);
  }); // prettier-ignore

  it.each(['abc', '1.5', '0x10', '1e3', '９'])('as a number is not taken, and said in the language of the desk: %s', async (earnRate) => {
    const fields = { brandId: 'brd_partner', validFrom: '2026-03-01', earnRate, redeemRate: '1', settlementDay: '1', taxBasisPoints: '0', hostSharePercent: '0', issuing: 'on_spend' };
    const answer = await post('/admin/api/resources/agreements/actions/agree', JSON.stringify(fields));
    expect(await answer.json()).toMatchObject({ problems: [{ field: 'earnRate', message: '该值无效，请检查后重新填写。' }] });
  }); // prettier-ignore

  it.each(['{"__proto__":{"x":1}}', '{"constructor":1}', '{"toString":1}'])('as a form is not taken: %s', async (body) => {
    expect((await post('/admin/api/resources/operators/actions/newOperator', body)).status).toBe(400);
  }); // prettier-ignore

  it.each(['/admin/frontend/assets/%', '/admin/frontend/assets/%E0%A4%A'])('as an address is not there: %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  }); // prettier-ignore
});
