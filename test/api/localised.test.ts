import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { follow } from '../support/house.js';
import { testProgram } from '../support/program.js';
import { askBothWays } from './both-ways.js';
import { ENROL, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const WALLETS = [
  { code: 'points', unitName: { en: 'points', 'zh-CN': '积分', 'zh-TW': '點數' } },
  { code: 'mainland', unitName: { 'zh-CN': '成长值' } },
  { code: 'abroad', unitName: { en: 'miles' } },
  { code: 'plain', unitName: 'LP' },
];
const NAMES = 'query ($in: Locale) { wallets { unitName(locale: $in) } }';

let api: TestApi;
let host: string;
let partner: string;

beforeAll(async () => {
  const [base, ...tiers] = testProgram.ladders[0]?.tiers ?? [];
  const ladders = [{ code: 'main', name: 'Main', tiers: [{ ...base, name: { en: 'Base', 'zh-CN': '基础' } }, ...tiers] }];
  const partners = testProgram.brands.partners.map((brand) => ({ ...brand, locale: 'zh-TW' }));
  const brands = { ...testProgram.brands, partners };
  api = await openTestApi({ program: { ...testProgram, brands, ladders, wallets: WALLETS, campaigns: [] } });
  host = await api.key(['host-admin']);
  partner = await api.key(['partner-standard', 'members:token'], 'partner');
}); // prettier-ignore
afterAll(() => api.close());

/** The names of the wallets, in the language somebody gets who says so much about it. */
async function names(token: string, { language, locale = null }: { language?: string; locale?: string | null } = {}) {
  const asking = { token, ...(language ? { language } : {}) };
  const { known, unknown } = await askBothWays(api, NAMES, { in: locale }, asking);
  expect(known.data).toEqual(unknown.data);
  return at<{ unitName: string }[]>(known, 'data.wallets').map(({ unitName }) => unitName);
}

describe('a text of the program', () => {
  const en = ['points', '成长值', 'miles', 'LP'];
  const mainland = ['积分', '成长值', 'miles', 'LP'];
  const taiwan = ['點數', '成长值', 'miles', 'LP'];

  it('is in the language of the argument, else of the header, else of the member, else of the brand', async () => {
    const input = { externalId: 'reader', locale: 'ZH_CN' };
    const enrolled = await api.ask(ENROL, { input, key: 'reader' }, { token: partner });
    const ref = { id: at(enrolled, 'data.memberEnrol.member.id') };
    const member = at(await api.ask(TOKEN, { member: ref }, { token: partner }), 'data.memberTokenIssue.token');
    expect(await names(member, { language: 'zh-TW', locale: 'EN' })).toEqual(en);
    expect(await names(member, { language: 'zh-TW' })).toEqual(taiwan);
    expect(await names(member)).toEqual(mainland);
    expect(await names(partner)).toEqual(taiwan);
    expect(await names(host)).toEqual(en);
    expect(await names(host, { language: 'fr' })).toEqual(en);
  });

  it('is the same before and after its document was compiled, also where another document asks for a language', async () => {
    const plain = async () => {
      const answers = await askBothWays(api, '{ wallets { unitName } }', {}, { token: partner });
      expect(answers.known.data).toEqual(answers.unknown.data);
      return at<{ unitName: string }[]>(answers.known, 'data.wallets').map(({ unitName }) => unitName);
    };
    expect(await plain()).toEqual(taiwan);
    expect(await names(partner, { locale: 'EN' })).toEqual(en);
    expect(await plain()).toEqual(taiwan);
  });

  it('that is not there in a language is told in the next that is', async () => {
    const read = 'query { a: tiers { name(locale: ZH_TW) ladder { name(locale: ZH_CN) } } b: tiers { name(locale: EN) } }';
    const { data } = await api.ask(read, {}, { token: host });
    expect(data).toMatchObject({ a: [{ name: '基础', ladder: { name: 'Main' } }, {}, {}], b: [{ name: 'Base' }, {}, {}] });
  }); // prettier-ignore

  it('is told in every language to those who write it, and to nobody else', async () => {
    const read = '{ wallets { translations { field locale text } } }';
    const { data } = await api.ask(read, {}, { token: host });
    expect(at({ data } as never, 'data.wallets.0.translations')).toEqual([
      { field: 'unitName', locale: 'ZH_CN', text: '积分' },
      { field: 'unitName', locale: 'ZH_TW', text: '點數' },
      { field: 'unitName', locale: 'EN', text: 'points' },
    ]);
    const refused = await api.ask(read, {}, { token: partner });
    expect(refused.data).toEqual({ wallets: Array(4).fill({ translations: null }) });
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'program:read' } }]);
  });

  it('is needed in one language at least', async () => {
    const program = { ...testProgram, wallets: [{ code: 'points', unitName: {} }] };
    await expect(follow(api.house, program)).rejects.toMatchObject({ code: 'INVALID_PROGRAM' });
  });
});
