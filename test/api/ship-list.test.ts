import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { benefitProgram } from '../support/benefit-program.js';
import { HOME, IMPORT, parcelActs, SAVE, SHIP_LIST } from '../support/parcel-acts.js';
import { quickest } from '../support/quickest.js';
import { ENROL } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const delivery = { kind: 'ship' };

let api: TestApi;
let host: string;
let acts: ReturnType<typeof parcelActs>;
let names = 0;

beforeAll(async () => {
  const name = { en: 'Mug', 'zh-CN': '马克杯', 'zh-TW': '馬克杯' };
  api = await openTestApi({
    program: benefitProgram([
      { code: 'mug', kind: 'gift', name, delivery },
      { code: 'theirs', kind: 'gift', name, delivery, brand: 'partner', brands: ['partner'] },
    ]),
  });
  host = await api.key(['host-admin']);
  acts = parcelActs(api, host);
});
afterAll(() => api.close());

const enrol = async () => at(await acts.ask(ENROL, { input: { externalId: `list-${(names += 1)}` } }), 'data.memberEnrol.member.id'); // prettier-ignore
const listOf = (csv: string) => parse<Record<string, string>>(csv, { columns: true, bom: true });
const imported = async (csv: string, more: object = {}, as = host) => at<object>(await acts.ask(IMPORT, { csv, ...more }, as), 'data.shipListImport'); // prettier-ignore

describe('The ship list', () => {
  it('goes out in pages with everything a packer needs and nothing a spreadsheet would run', async () => {
    const ids = [await acts.addressed(await enrol()), await acts.addressed(await enrol())];
    await acts.parcelFor(await enrol());
    await acts.ask(SAVE, { id: ids[1], address: { ...HOME, name: '=HYPERLINK("x")', lines: ['@SUM(1)', 'two'] } });
    const whole = await acts.ask(SHIP_LIST);
    const csv = at(whole, 'data.shipList.csv');
    expect(csv.startsWith('\uFEFF"fulfilment","benefit","title"')).toBe(true);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toContain(`"'@SUM(1), two"`);
    expect(csv).toContain(`"'+1 415 555 0100"`);
    const lines = listOf(csv);
    expect(lines.map(({ fulfilment }) => fulfilment)).toEqual(ids);
    expect(lines[0]).toMatchObject({ benefit: 'mug', title: 'Mug', overdue: 'no', country: 'US', region: 'CA', city: 'Springfield', postcode: '94000', carrier: '', trackingNumber: '' }); // prettier-ignore
    expect(whole.data).toMatchObject({ shipList: { count: 2, next: null } });
    const first = await acts.ask(SHIP_LIST, { first: 1 });
    const second = await acts.ask(SHIP_LIST, { first: 1, after: at(first, 'data.shipList.next') });
    expect([first, second].flatMap((page) => listOf(at(page, 'data.shipList.csv')).map(({ fulfilment }) => fulfilment))).toEqual(ids); // prettier-ignore
    expect((await acts.ask(SHIP_LIST, { first: 5_001 })).errors).toBeDefined();
  });

  it('goes on from where the file before ended, and from nowhere else', async () => {
    for (const after of ['9999999999999999.ful_x', '12', '-1.ful_x', '1e3.ful_x']) {
      expect((await acts.ask(SHIP_LIST, { after })).errors).toMatchObject([{ extensions: { reason: 'INVALID_INPUT', input: ['after'] } }]); // prettier-ignore
    }
  });

  it('is only for who may ship and may know where to, and of a partner holds what it ships itself', async () => {
    await acts.addressed(await enrol());
    const theirs = await acts.addressed(await enrol(), 'bnf_theirs');
    for (const scope of ['members:pii', 'benefits:fulfil']) {
      expect((await acts.ask(SHIP_LIST, {}, await api.key([scope]))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]); // prettier-ignore
    }
    const partner = await api.key(['members:pii', 'benefits:fulfil'], 'partner');
    const csv = at(await acts.ask(SHIP_LIST, {}, partner), 'data.shipList.csv');
    expect(listOf(csv).map(({ fulfilment }) => fulfilment)).toEqual([theirs]);
    expect(at(await acts.ask(SHIP_LIST), 'data.shipList.csv')).not.toContain(theirs);
  });

  it('comes back with numbers: what is right is done, every other line is told, and the same file does nothing again', async () => {
    const [one, two, three, four] = [await acts.addressed(await enrol()), await acts.addressed(await enrol()), await acts.addressed(await enrol()), await acts.addressed(await enrol())];
    const [bare, theirs] = [await acts.parcelFor(await enrol()), await acts.addressed(await enrol(), 'bnf_theirs')];
    await acts.update(three, { act: 'SHIP', carrier: 'SF', trackingNumber: 'old' });
    const partner = await api.key(['members:pii', 'benefits:fulfil'], 'partner');
    const file = ['fulfilment,carrier,trackingNumber', `${one},SF,N1`, `${two},,`, `${one},SF,N1`, `${three},SF,new`, 'ful_nobody,SF,N2', `${bare},SF,N3`, `${four},SF,`, `"${two}x",SF,N4`].join('\r\n');
    expect(await imported(file, { dryRun: true })).toMatchObject({ shipped: 1 });
    const expected = { unchanged: 0, left: 1, errors: [], problemCount: 6, problems: [
      { line: 4, code: 'DUPLICATE' }, { line: 5, code: 'ALREADY_SHIPPED' }, { line: 6, code: 'UNKNOWN' },
      { line: 7, code: 'NOT_READY' }, { line: 8, code: 'NOT_UNDERSTOOD' }, { line: 9, code: 'UNKNOWN' } ] };
    expect(await imported(file, { key: 'file-1' })).toMatchObject({ ...expected, shipped: 1, replayed: false });
    expect(await imported(file, { key: 'file-1' })).toMatchObject({ ...expected, shipped: 1, replayed: true });
    expect(await imported(file)).toMatchObject({ ...expected, shipped: 0, unchanged: 1 });
    const foreign = `fulfilment,carrier,trackingNumber\n${two},SF,N5\n${theirs},SF,N6`;
    expect(await imported(foreign, {}, partner)).toMatchObject({ shipped: 1, problems: [{ line: 2, code: 'UNKNOWN' }] });
    expect(await imported('id,carrier\nx,y')).toMatchObject({ errors: [{ code: 'INVALID_INPUT', path: ['csv'] }], problems: [] });
    expect(await imported(`fulfilment,carrier,trackingNumber\nful_left-as-it-was\n${four},SF,N7`)).toMatchObject({ errors: [], shipped: 1, left: 1 });
    expect(await imported('fulfilment,carrier,trackingNumber\n')).toMatchObject({ errors: [], shipped: 0, left: 0 });
  }); // prettier-ignore

  it.each([
    ['lines', `fulfilment,carrier,trackingNumber\n${'x\n'.repeat(300_000)}`],
    ['columns', `fulfilment,carrier,trackingNumber,${'c,'.repeat(50_000)}c\n${'x\n'.repeat(200_000)}`],
  ])('that is no list, with hundreds of thousands of %s, is refused without anybody waiting for it', async (_, csv) => {
    const refused = { errors: [{ code: 'INVALID_INPUT', path: ['csv'] }] };
    const give = async () => expect(await imported(csv, { dryRun: true })).toMatchObject(refused);
    expect(await quickest(5_000, give)).toBeLessThan(5_000);
  }); // prettier-ignore

  it('that was sent out comes back as a spreadsheet saved it, marks against formulas and all', async () => {
    const id = await acts.addressed(await enrol());
    const csv = at(await acts.ask(SHIP_LIST), 'data.shipList.csv');
    const filled = csv.split('\r\n').map((line) => (line.includes(id) ? line.replace(/"",""$/, `"'-SF","'=77"`) : line)); // prettier-ignore
    expect(await imported(filled.join('\n'))).toMatchObject({ shipped: 1, problems: [] });
    const told = 'query ($id: ID!) { node(id: $id) { ... on Fulfilment { carrier trackingNumber } } }';
    expect((await acts.ask(told, { id })).data).toEqual({ node: { carrier: '-SF', trackingNumber: '=77' } });
  });
});
