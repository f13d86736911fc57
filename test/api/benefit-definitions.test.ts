import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../src/kernel/calendar.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { earn, enrolMember } from '../support/acts.js';
import { claim, grantsOf } from '../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../support/benefit-program.js';
import { TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const TOLD = `benefit { id code kind level status version name isHighlighted isClaimable usesMax goodAtBrandIds goodInStores
    face { amount { amountMinor currency } percent threshold { amountMinor } cap { amountMinor } include { categories } hours { weekdays from to } startsNextDay }
    validity { kind days from until } stock { kind units } limits { max per } price { wallet points money { amountMinor } } holdMinutes worth { amountMinor } cost { amountMinor }
    funders { brandId percent } stacking { group isAlone } eligibility otherwise { kind benefitId days } replacement { code } honourUntil }
  errors { code message path } replayed`;
const CREATE = `mutation ($input: BenefitCreateInput!, $key: String!) { benefitCreate(input: $input, idempotencyKey: $key) { ${TOLD} } }`;
const UPDATE = `mutation ($id: ID!, $input: BenefitUpdateInput!, $version: Int!, $key: String!) {
  benefitUpdate(benefitId: $id, input: $input, expectedVersion: $version, idempotencyKey: $key) { ${TOLD} } }`;
const PUBLISH = `mutation ($id: ID!, $version: Int!, $key: String!) { benefitPublish(benefitId: $id, expectedVersion: $version, idempotencyKey: $key) { ${TOLD} } }`;
const RETIRE = `mutation ($id: ID!, $version: Int!, $key: String!, $replacement: ID, $without: Boolean = false, $until: DateTime, $reason: String) {
  benefitRetire(benefitId: $id, expectedVersion: $version, idempotencyKey: $key, replacementId: $replacement, withoutReplacement: $without, honourUntil: $until, reason: $reason) { ${TOLD} } }`;

interface Told {
  readonly benefit: { readonly id: string; readonly version: number } | null;
  readonly errors: readonly { readonly code: string; readonly path: readonly string[] | null }[];
  readonly replayed: boolean;
}

const named = (text: string) => ({ en: text, zhCN: `${text}（简）`, zhTW: `${text}（繁）` });
const shop = { code: 'pudong', name: 'Pudong' };

let api: TestApi;
let host: string;
let partner: string;
let keys = 0;

beforeAll(async () => {
  const program = benefitProgram([
    coupon('five', { tiers: ['gold'], limits: [{ max: 2, per: 'ever' }] }),
    coupon('old', { stock: { kind: 'counted', units: 5 } }),
    coupon('few', counted(1)),
  ]);
  const ladders = [{ code: 'main', name: 'Main', tiers: [{ code: 'base', name: 'Base', rank: 0 }, { code: 'gold', name: 'Gold', rank: 1, invitedOnly: true }] }]; // prettier-ignore
  api = await openTestApi({ program: { ...program, stores: [shop], ladders } });
  host = await api.key(['host-admin']);
  partner = await api.key(['benefits:write', 'benefits:read', 'catalogue:read'], 'partner');
});
afterAll(() => api.close());

async function act(document: string, variables: object, token = host): Promise<Told> {
  const answered = await api.ask(document, { key: `k-${(keys += 1)}`, ...variables }, { token });
  if (answered.errors) throw new Error(JSON.stringify(answered.errors));
  return Object.values(answered.data as Record<string, Told>)[0] as Told;
}
const refusal = async (...asked: Parameters<typeof act>) => {
  const { benefit, errors } = await act(...asked);
  expect(benefit ?? null).toBeNull();
  return errors[0];
};
const create = (code: string, more: object = {}) => ({ input: { code, kind: 'CASH', name: named(code), face: { amountMinor: 500 }, ...more } }); // prettier-ignore
const status = async (code: string) => at(await api.ask('query ($id: ID!) { benefit(id: $id) { status } }', { id: `bnf_${code}` }, { token: host }), 'data.benefit.status'); // prettier-ignore

describe('benefitCreate, benefitUpdate and benefitPublish', () => {
  const terms = {
    level: 'PREMIUM',
    description: named('Off tea'),
    face: { amountMinor: 3_000, thresholdMinor: 20_000, include: { categories: ['tea'] }, hours: [{ weekdays: [1, 2], from: '09:00', to: '21:30' }], startsNextDay: true },
    valueMinor: 3_000,
    costMinor: 1_200,
    funders: [{ brand: 'host', percent: 60 }, { brand: 'partner', percent: 40 }],
    stores: ['pudong'],
    validity: { kind: 'DAYS', days: 30 },
    stock: { kind: 'COUNTED', units: 10 },
    limits: [{ max: 1, per: 'MONTH' }],
    eligibility: 'metrics.orders >= 1',
    price: { wallet: 'points', points: 100 },
    stacking: { group: 'tea' },
    otherwise: [{ kind: 'COMPENSATION', benefit: 'five' }, { kind: 'WAIT', days: 14 }],
    isHighlighted: true,
    isClaimable: true,
  }; // prettier-ignore

  it('make a draft that the host alone sees, change what is said of it, and let it be had', async () => {
    const made = await act(CREATE, { ...create('tea', terms), key: 'tea' });
    expect(made).toMatchObject({
      benefit: {
        id: 'bnf_tea', status: 'DRAFT', version: 1, level: 'PREMIUM', name: 'tea', isHighlighted: true,
        face: { amount: { amountMinor: 3_000 }, threshold: { amountMinor: 20_000 }, cap: null, include: { categories: ['tea'] }, hours: [{ weekdays: [1, 2] }], startsNextDay: true },
        validity: { kind: 'DAYS', days: 30 }, stock: { kind: 'COUNTED', units: 10 }, limits: [{ max: 1, per: 'MONTH' }], price: { wallet: 'points', points: 100 },
        worth: { amountMinor: 3_000 }, cost: { amountMinor: 1_200 }, funders: [{ brandId: 'brd_host', percent: 60 }, { brandId: 'brd_partner', percent: 40 }],
        goodAtBrandIds: ['brd_host'], goodInStores: ['pudong'], stacking: { group: 'tea', isAlone: false }, eligibility: 'metrics.orders >= 1',
        otherwise: [{ kind: 'COMPENSATION', benefitId: 'bnf_five' }, { kind: 'WAIT', days: 14 }],
      },
      errors: [],
      replayed: false,
    }); // prettier-ignore
    expect(await act(CREATE, { ...create('tea', terms), key: 'tea' })).toMatchObject({ benefit: { version: 1 }, replayed: true }); // prettier-ignore
    expect(at(await api.ask('{ benefit(id: "bnf_tea") { code } }', {}, { token: partner }), 'data.benefit')).toBeNull();
    const change = { id: 'bnf_tea', version: 1, input: { eligibility: null, stacking: null, costMinor: 900, name: named('Spring tea') } }; // prettier-ignore
    expect(await act(UPDATE, change)).toMatchObject({ benefit: { version: 2, name: 'Spring tea', eligibility: null, stacking: { group: null }, cost: { amountMinor: 900 }, worth: { amountMinor: 3_000 } } }); // prettier-ignore
    expect(await refusal(UPDATE, change)).toMatchObject({ code: 'VERSION_CONFLICT', path: ['expectedVersion'] });
    expect(await act(PUBLISH, { id: 'bnf_tea', version: 2 })).toMatchObject({
      benefit: { status: 'LIVE', version: 3 },
    });
    expect(await refusal(PUBLISH, { id: 'bnf_tea', version: 3 })).toMatchObject({ code: 'BENEFIT_NOT_DRAFT' });
    const audit = await api.house.database.reader.rows("SELECT action FROM audit_rows WHERE subjectId = 'bnf_tea' ORDER BY id"); // prettier-ignore
    expect(audit).toEqual([{ action: 'benefits.created' }, { action: 'benefits.changed' }, { action: 'benefits.published' }]); // prettier-ignore
  });

  it.each<[string, object, string, string[]]>([
    ['a price below zero', { priceMinor: -1 }, 'INVALID_INPUT', ['input', 'priceMinor']],
    ['no points as a price', { price: { wallet: 'points', points: 0 } }, 'INVALID_INPUT', ['input', 'price', 'points']],
    ['a face that says nothing', { face: {} }, 'INVALID_INPUT', ['input', 'face', 'amountMinor']],
    ['a waiver without a cap', { kind: 'WAIVER' }, 'INVALID_INPUT', ['input', 'face', 'capMinor']],
    ['shares that do not come to a hundred', { funders: [{ brand: 'host', percent: 60 }] }, 'INVALID_INPUT', ['input', 'funders']],
    ['a validity without days', { validity: { kind: 'DAYS' } }, 'INVALID_INPUT', ['input', 'validity', 'days']],
    ['a name too long in a language', { name: { ...named('x'), zhTW: 'x'.repeat(81) } }, 'INVALID_INPUT', ['input', 'name', 'zhTW']],
    ['a code that is taken', { code: 'five' }, 'BENEFIT_CODE_TAKEN', ['input', 'code']],
    ['an unknown wallet', { price: { wallet: 'miles', points: 5 } }, 'UNKNOWN_WALLET', ['input', 'price', 'wallet']],
    ['an unknown brand', { brands: ['nobody'] }, 'UNKNOWN_BRAND', ['input', 'brands']],
    ['an unknown store', { stores: ['atlantis'] }, 'UNKNOWN_STORE', ['input', 'stores']],
    ['an unknown tier', { tiers: ['jade'] }, 'UNKNOWN_TIER', ['input', 'tiers']],
    ['an unknown segment', { eligibility: 'inSegment("nobody")' }, 'UNKNOWN_SEGMENT', ['input', 'eligibility']],
    ['a rule that is none', { eligibility: 'metrics.odrers > 1' }, 'INVALID_RULE', ['input', 'eligibility']],
    ['a substitute that is not there', { otherwise: [{ kind: 'SUBSTITUTE', benefit: 'nothing' }] }, 'UNKNOWN_BENEFIT', ['input', 'otherwise']],
    ['itself as a substitute', { code: 'circle', otherwise: [{ kind: 'SUBSTITUTE', benefit: 'circle' }] }, 'BENEFIT_CYCLE', ['input', 'otherwise']],
    ['a picture that is not there', { images: ['med_01AAAAAAAAAAAAAAAAAAAAAA00'] }, 'NOT_FOUND', ['input', 'images']],
  ])('refuse %s at its place', async (_what, more, code, path) => {
    expect(await refusal(CREATE, create('wrong', more))).toMatchObject({ code, path });
    expect(at(await api.ask('{ benefit(id: "bnf_wrong") { code } }', {}, { token: host }), 'data.benefit')).toBeNull();
  }); // prettier-ignore

  it('refuse a chain that is made a circle, less stock than is out, and to publish without stock', async () => {
    await act(CREATE, create('first', { otherwise: [{ kind: 'SUBSTITUTE', benefit: 'few' }] }));
    const { version } = (await act(UPDATE, { id: 'bnf_few', version: 1, input: { isHighlighted: true } })).benefit ?? { version: 0 }; // prettier-ignore
    const circle = { id: 'bnf_few', version, input: { otherwise: [{ kind: 'SUBSTITUTE', benefit: 'first' }] } };
    expect(await refusal(UPDATE, circle)).toMatchObject({ code: 'BENEFIT_CYCLE' });
    await claim(api, await enrolMember(api), 'few');
    expect(await refusal(UPDATE, { id: 'bnf_few', version, input: { stock: { kind: 'COUNTED', units: 0 } } })).toMatchObject({ code: 'STOCK_TAKEN', path: ['input', 'stock', 'units'] }); // prettier-ignore
    expect(await refusal(UPDATE, { id: 'bnf_few', version, input: { stock: null } })).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'stock'] }); // prettier-ignore
    for (const stock of [{ kind: 'POOL' }, { kind: 'COUNTED', units: 0 }]) {
      const code = `none-${stock.kind.toLowerCase()}`;
      await act(CREATE, create(code, { stock }));
      expect(await refusal(PUBLISH, { id: `bnf_${code}`, version: 1 })).toMatchObject({ code: 'STOCK_MISSING', path: ['benefitId'] }); // prettier-ignore
      expect(await status(code)).toBe('DRAFT');
    }
  });

  it('are for the live house, and for who may', async () => {
    const sandboxed = await api.testKey(['host-admin']);
    expect(await refusal(CREATE, create('sandy'), sandboxed)).toMatchObject({ code: 'LIVE_ONLY' });
    const reads = await api.key(['benefits:read']);
    const answered = await api.ask(CREATE, { ...create('mine'), key: 'r' }, { token: reads });
    expect(at(answered, 'errors.0.extensions.code')).toBe('FORBIDDEN');
  });
});

describe('A partner', () => {
  it('makes benefits of its own, that speak for nobody else', async () => {
    expect(await act(CREATE, create('ours'), partner).catch(String)).toMatch('Only the host brand may ask');
    const own = CREATE.replace(TOLD, 'benefit { code brandId version } errors { code path }');
    expect(await act(own, create('own'), partner)).toMatchObject({ benefit: { brandId: 'brd_partner' }, errors: [] });
    const refused = async (more: object) => (await act(own, create('own-2', more), partner)).errors[0];
    expect(await refused({ brand: 'host' })).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'brand'] });
    expect(await refused({ brands: ['host'] })).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'brands'] });
    expect(await refused({ funders: [{ brand: 'host', percent: 100 }] })).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'funders'] }); // prettier-ignore
    expect(await refused({ otherwise: [{ kind: 'SUBSTITUTE', benefit: 'five' }] })).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'otherwise'] }); // prettier-ignore
    expect(await refused({ eligibility: 'metrics.orders > 1' })).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'eligibility'] }); // prettier-ignore
    expect(await refusal(PUBLISH, { id: 'bnf_five', version: 1 }, partner)).toMatchObject({ code: 'NOT_FOUND', path: ['benefitId'] }); // prettier-ignore
  });
});

describe('benefitRetire', () => {
  const until = () => new Date(api.clock.now() + 10 * DAY_MS).toISOString();

  it('asks what takes its place, or why nothing does', async () => {
    const asked = { id: 'bnf_old', version: 1, until: until() };
    const wrong = async (more: object) => refusal(RETIRE, { ...asked, ...more });
    expect(await wrong({})).toMatchObject({ code: 'REPLACEMENT_MISSING', path: ['replacementId'] });
    expect(await wrong({ without: true })).toMatchObject({ code: 'REASON_MISSING', path: ['reason'] });
    expect(await wrong({ replacement: 'bnf_old' })).toMatchObject({ code: 'NOT_FOUND', path: ['replacementId'] });
    expect(await wrong({ replacement: 'bnf_five', until: null })).toMatchObject({ code: 'INVALID_INPUT', path: ['honourUntil'] }); // prettier-ignore
    expect(await wrong({ replacement: 'bnf_five', until: '2020-01-01T00:00:00Z' })).toMatchObject({ code: 'INVALID_INPUT', path: ['honourUntil'] }); // prettier-ignore
    expect(await status('old')).toBe('LIVE');
  });

  it('keeps what was promised until the day, then ends it, and stays readable', async () => {
    const memberId = await enrolMember(api);
    await claim(api, memberId, 'old');
    const asked = { id: 'bnf_old', version: 1, replacement: 'bnf_five', until: until(), reason: 'nobody uses it' };
    expect(await act(RETIRE, asked)).toMatchObject({ benefit: { status: 'RETIRING', replacement: { code: 'five' }, honourUntil: asked.until } }); // prettier-ignore
    await expect(claim(api, memberId, 'old')).rejects.toMatchObject({ code: 'BENEFIT_NOT_LIVE' });
    api.clock.advance(9 * DAY_MS);
    await runDue(api.house);
    expect(await grantsOf(api, memberId)).toMatchObject([{ status: 'claimed' }]);
    expect(await status('old')).toBe('RETIRING');
    api.clock.advance(DAY_MS);
    await runDue(api.house);
    expect(await grantsOf(api, memberId)).toMatchObject([{ status: 'expired' }]);
    expect(await status('old')).toBe('RETIRED');
    expect(await refusal(UPDATE, { id: 'bnf_old', version: 3, input: { isHighlighted: true } })).toMatchObject({ code: 'BENEFIT_RETIRED' }); // prettier-ignore
  });
});

describe('benefits for the member that asks', () => {
  it('say how many more it may get and what it may do, and a tier what it brings', async () => {
    const id = await enrolMember(api);
    const member = at(await api.ask(TOKEN, { member: { id } }, { token: host }), 'data.memberTokenIssue.token');
    const mine = async () => at(await api.ask('{ benefits { code remainingForMe availableActions stockLeft } }', {}, { token: member }), 'data.benefits'); // prettier-ignore
    expect(await mine()).toMatchObject([{ code: 'five', remainingForMe: 2, availableActions: ['CLAIM'], stockLeft: null }, { code: 'few', remainingForMe: null, availableActions: [], stockLeft: 0 }, { code: 'tea', availableActions: [], stockLeft: 10 }]); // prettier-ignore
    await earn(api, id, 100);
    expect(await mine()).toMatchObject([{}, {}, { code: 'tea', availableActions: ['EXCHANGE'] }]); // it has the points now
    await claim(api, id, 'five');
    await claim(api, id, 'five');
    expect(await mine()).toMatchObject([{ remainingForMe: 0, availableActions: [] }, {}, {}]);
    const tiers = at(await api.ask('{ tiers { code benefits { code } } }', {}, { token: member }), 'data.tiers');
    expect(tiers).toEqual([
      { code: 'base', benefits: [] },
      { code: 'gold', benefits: [{ code: 'five' }] },
    ]);
  });
});
