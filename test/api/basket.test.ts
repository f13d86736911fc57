import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buy, enrolMember, settleDue } from '../support/acts.js';
import { grantsOf, hold, issue } from '../support/benefit-acts.js';
import { benefitProgram, coupon } from '../support/benefit-program.js';
import type { TestApi } from './open-api.js';
import { openTestApi } from './open-api.js';

const brand = (code: string) => ({ code, name: code, zone: 'America/New_York', currency: 'USD', locale: 'en' });
const cash = (points: number) => ({ points, minor: points, maxPercent: 50 });
const base = benefitProgram([
  coupon('five', { brands: ['host', 'north'], stacking: { group: 'coupons' } }),
  coupon('six', { face: { amountMinor: 600, thresholdMinor: 20_000 }, stacking: { group: 'coupons' } }),
  coupon('four', { face: { amountMinor: 400 }, stacking: { group: 'coupons' } }),
  coupon('wallet', { face: { amountMinor: 1_000 }, isPartial: true }),
  coupon('cups', { face: { amountMinor: 500, include: { skus: ['cup'] } } }),
  coupon('lunch', { face: { amountMinor: 100, hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:01' }] } }),
  { code: 'silver-price', name: 'silver price', kind: 'percent', face: { percent: 10 }, isStanding: true, eligibility: 'tier.rank >= 1' },
  { code: 'gold-delivery', name: 'gold delivery', kind: 'free-shipping', isStanding: true, eligibility: 'tier.rank >= 2' },
]); // prettier-ignore
const program = {
  ...base,
  wallets: base.wallets.map((wallet) => (wallet.code === 'points' ? { ...wallet, cash: cash(1) } : wallet)),
  brands: { host: brand('host'), partners: [brand('north'), brand('south')] },
};

const QUOTE = `query ($member: MemberRef, $basket: BasketInput!, $codes: [String!]) { basketQuote(member: $member, basket: $basket, codes: $codes) {
  total { amountMinor currency } takenOff { amountMinor } payable { amountMinor }
  used { grantId code isStanding benefit { code } takenOff { amountMinor } }
  refused { grantId code reason text benefit { code } missing { amountMinor } usableFrom by { code } }
  points { wallet { code } payment { points worth { amountMinor } payable { amountMinor } } } } }`;

const TOKEN = 'mutation ($member: MemberRef!) { done: memberTokenIssue(member: $member) { token } }';

interface Quote {
  readonly payable: { readonly amountMinor: number };
  readonly used: readonly { readonly benefit: { readonly code: string }; readonly takenOff: { readonly amountMinor: number } }[]; // prettier-ignore
  readonly refused: readonly { readonly code: string | null; readonly reason: string; readonly benefit: { readonly code: string } | null }[]; // prettier-ignore
}

const tea = { lines: [{ sku: 'tea', priceMinor: 10_000 }], shippingMinor: 500 };

describe('A quote for a basket', () => {
  let api: TestApi;
  let token: string;
  let memberId: string;

  beforeEach(async () => {
    api = await openTestApi({ program });
    token = await api.key(['baskets:quote', 'catalogue:read', 'members:read', 'points:read']);
    memberId = await enrolMember(api);
  });
  afterEach(() => api.close());

  const ask = (variables: object, by = token, language = 'en') =>
    api.ask(QUOTE, { member: { id: memberId }, basket: tea, ...variables }, { token: by, language });
  const quote = async (variables: object = {}, by = token): Promise<Quote> => {
    const { data, errors } = await ask(variables, by);
    expect(errors).toBeUndefined();
    return (data as { basketQuote: Quote }).basketQuote;
  };
  const used = (of: Quote) => of.used.map(({ benefit, takenOff }) => `${benefit.code} ${takenOff.amountMinor}`);
  const reasons = (of: Quote): Record<string, string> => Object.fromEntries(of.refused.map(({ benefit, code, reason }) => [benefit?.code ?? code ?? '', reason])); // prettier-ignore
  const codeOf = async (grantId: string, of = memberId) => (await grantsOf(api, of)).find(({ id }) => id === grantId)?.code ?? ''; // prettier-ignore

  const linkTo = (brandId: string) =>
    api.house.database.transaction(async (sql) => ({
      value: await sql.run('INSERT INTO member_links (memberId, brandId, linkedAt) VALUES (?, ?, 0)', [memberId, brandId]), // prettier-ignore
      commit: true,
    }));

  it('combines what the member holds, and says of everything else why it is not used', async () => {
    for (const each of ['five', 'six', 'four', 'wallet', 'cups', 'lunch']) await issue(api, memberId, each);
    const first = await quote();
    expect(used(first)).toEqual(['five 500', 'wallet 1000']);
    expect(first).toMatchObject({ total: { amountMinor: 10_500, currency: 'USD' }, takenOff: { amountMinor: 1_500 }, payable: { amountMinor: 9_000 } }); // prettier-ignore
    expect(reasons(first)).toEqual({ six: 'BELOW_THRESHOLD', four: 'BEATEN', cups: 'NOTHING_IN_SCOPE', lunch: 'NOT_AT_THIS_HOUR', 'silver-price': 'NOT_ELIGIBLE', 'gold-delivery': 'NOT_ELIGIBLE' }); // prettier-ignore
    const { data } = await ask({}, token, 'zh-CN');
    expect(data).toMatchObject({ basketQuote: { refused: expect.arrayContaining([expect.objectContaining({ text: '适用商品还差 $100.00 才可使用。', missing: { amountMinor: 10_000 } })]) as unknown } }); // prettier-ignore
  });

  it('counts standing rights of the tier without a grant, and what points can pay of the rest', async () => {
    await buy(api, memberId, 12_000);
    await settleDue(api);
    await issue(api, memberId, 'five');
    const answer = await quote();
    expect(used(answer)).toEqual(['silver-price 1000', 'five 500']);
    expect(answer).toMatchObject({ payable: { amountMinor: 9_000 }, used: [{ grantId: null, isStanding: true }, { isStanding: false }] }); // prettier-ignore
    expect(answer).toMatchObject({ points: [{ wallet: { code: 'points' }, payment: { points: 170, worth: { amountMinor: 170 }, payable: { amountMinor: 8_830 } } }] }); // prettier-ignore
  });

  it('uses of money only what is needed, and nothing that is held', async () => {
    const small = { basket: { lines: [{ sku: 'tea', priceMinor: 300 }] } };
    const wallet = await issue(api, memberId, 'wallet');
    await hold(api, memberId, wallet, 15, { amountMinor: 800 });
    expect(used(await quote(small))).toEqual(['wallet 200']);
    await hold(api, memberId, wallet, 15, { amountMinor: 200 });
    expect(reasons(await quote(small))).toMatchObject({ wallet: 'HELD' });
  });

  it('takes codes of the member and says why others open nothing', async () => {
    const other = await enrolMember(api);
    const own = await codeOf(await issue(api, memberId, 'five'));
    const foreign = await codeOf(await issue(api, other, 'five'), other);
    const typo = `${own.slice(0, -1)}${own.endsWith('7') ? '8' : '7'}`;
    const answer = await quote({ codes: [own.toLowerCase(), foreign, typo, 'NOBODYS'] });
    expect(answer).toMatchObject({ used: [{ code: own.toLowerCase(), benefit: { code: 'five' } }] });
    expect(reasons(answer)).toMatchObject({ [foreign]: 'NOT_OF_MEMBER', [typo]: 'CODE_MISTYPED', NOBODYS: 'CODE_UNKNOWN' }); // prettier-ignore
    const north = await api.key(['baskets:quote'], 'north');
    expect((await ask({ codes: [own] }, north)).errors).toMatchObject([{ message: 'This member was not found.' }]);
  });

  it('tells a partner of what is good at it, about members linked to it', async () => {
    const north = await api.key(['baskets:quote', 'catalogue:read'], 'north');
    for (const each of ['five', 'wallet']) await issue(api, memberId, each);
    const wallet = (await grantsOf(api, memberId)).find(({ benefit }) => benefit === 'wallet')?.code ?? '';
    await linkTo('brd_north');
    const five = (await grantsOf(api, memberId)).find(({ benefit }) => benefit === 'five')?.code ?? '';
    expect(used(await quote({}, north))).toEqual([]); // what others gave the member is told by its code alone
    const answer = await quote({ codes: [wallet, five] }, north);
    expect(used(answer)).toEqual(['five 500']);
    expect(reasons(answer)).toEqual({ [wallet]: 'CODE_UNKNOWN' });
  });

  it('is there for the member itself, and for nobody else', async () => {
    await issue(api, memberId, 'five');
    const other = await enrolMember(api);
    const foreign = await codeOf(await issue(api, other, 'five'), other);
    const issuing = await api.ask(TOKEN, { member: { id: memberId } }, { token: await api.key(['members:token']) });
    const own = (issuing.data as { done: { token: string } }).done.token;
    const answer = await quote({ member: null, codes: [foreign] }, own);
    expect(used(answer)).toEqual(['five 500']);
    expect(reasons(answer)).toMatchObject({ [foreign]: 'CODE_UNKNOWN' });
    expect((await ask({ member: { id: other } }, own)).errors).toMatchObject([
      { message: 'This member was not found.' },
    ]);
    expect((await ask({}, await api.key(['members:read']))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]); // prettier-ignore
  });

  it('refuses baskets nobody buys, and more codes than somebody presents', async () => {
    const refused = async (variables: object) => (await ask(variables)).errors;
    const invalid = [{ extensions: { code: 'BAD_USER_INPUT' } }];
    expect(await refused({ basket: { lines: Array.from({ length: 201 }, () => tea.lines[0]) } })).toMatchObject(invalid); // prettier-ignore
    expect(await refused({ basket: { lines: [{ sku: 'tea', priceMinor: -1 }] } })).toMatchObject(invalid);
    expect(await refused({ codes: Array.from({ length: 21 }, (_, at) => `C${at}`) })).toMatchObject(invalid);
    expect(await quote({ basket: { lines: [] } })).toMatchObject({ payable: { amountMinor: 0 }, points: [] });
  });
});
