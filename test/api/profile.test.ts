import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ENROL, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const UPDATE = `mutation ($member: MemberRef, $input: MemberUpdateInput!, $version: Int) {
  memberUpdate(member: $member, input: $input, expectedVersion: $version) {
    member { id displayName birthday locale zone version attributes { code name type value } } errors { code message path } } }`;
const ADD = `mutation ($member: MemberRef!, $identity: MemberIdentityInput!) {
  memberIdentityAdd(member: $member, identity: $identity) { member { id identities { kind value brandId } } errors { code message path } } }`;
const SAVE = `mutation ($input: AttributeInput!, $version: Int) { attributeSave(input: $input, expectedVersion: $version) {
  attribute { id code type name isCustom isForRules brandId isMemberEditable version } errors { code message path } } }`;

let api: TestApi;
let host: string;
let partner: string;
let counted = 0;
let member: { id: string };
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
  partner = await api.key(['partner-standard', 'members:pii', 'members:token', 'members:write'], 'partner');
});
beforeEach(async () => {
  member = await enrol(partner);
  token = at(await api.ask(TOKEN, { member }, { token: host }), 'data.memberTokenIssue.token');
});
afterAll(() => api.close());

async function enrol(key: string, more: object = {}): Promise<{ id: string }> {
  const externalId = `somebody ${(counted += 1)}`;
  const answer = await api.ask(ENROL, { input: { externalId, ...more }, key: externalId }, { token: key });
  return { id: at(answer, 'data.memberEnrol.member.id') };
}

const byMember = (input: object, version?: number) => api.ask(UPDATE, { input, version }, { token });
const byBrand = (input: object, key = partner) => api.ask(UPDATE, { member, input }, { token: key });
const add = (identity: object, of: object = member, key = partner, language = 'en') => api.ask(ADD, { member: of, identity }, { token: key, language }); // prettier-ignore
const refusalOf = (answer: Awaited<ReturnType<typeof byMember>>, name = 'memberUpdate') => at<string | undefined>(answer, `data.${name}.errors.0.code`); // prettier-ignore

describe('a profile', () => {
  it('is changed by the member or by a brand that sees it: null clears, what is absent stays', async () => {
    const all = { displayName: '李雷', birthday: '1990-02-28', locale: 'ZH_CN', zone: 'Asia/Shanghai' };
    expect(at(await byMember(all), 'data.memberUpdate.member')).toMatchObject({ ...all, version: 1 });
    const changed = await byBrand({ displayName: null, zone: 'Asia/Taipei' });
    expect(at(changed, 'data.memberUpdate.member')).toMatchObject({ ...all, displayName: null, zone: 'Asia/Taipei', version: 2 }); // prettier-ignore
  });

  it('that somebody has changed meanwhile is told, and one of ten changes at once is done', async () => {
    expect(refusalOf(await byMember({ zone: null }, 0))).toBeUndefined();
    expect(refusalOf(await byMember({ zone: null }, 0))).toBe('VERSION_CONFLICT');
    const answers = await Promise.all(Array.from({ length: 10 }, () => byMember({ locale: 'EN' }, 1)));
    expect(answers.filter((answer) => refusalOf(answer) === undefined)).toHaveLength(1);
  });

  it.each([
    ['a birthday tomorrow', { birthday: '2026-01-17' }],
    ['a birthday of a tortoise', { birthday: '1850-01-01' }],
    ['a zone that is none', { zone: 'Moon/Sea' }],
    ['a name of 121 characters', { displayName: 'x'.repeat(121) }],
  ])('with %s is refused', async (_, input) => {
    expect(refusalOf(await byMember(input))).toBe('INVALID_INPUT');
  });

  it('of somebody else, or of nobody, is not found, and a key without the scope changes none', async () => {
    const stranger = await enrol(host);
    for (const foreign of [stranger, { id: 'mem_nothing' }]) {
      for (const key of [partner, token]) {
        expect(refusalOf(await api.ask(UPDATE, { member: foreign, input: { zone: null } }, { token: key }))).toBe('NOT_FOUND'); // prettier-ignore
      }
    }
    const weak = await api.key(['members:read', 'members:pii'], 'partner');
    expect((await byBrand({ zone: null }, weak)).errors).toMatchObject([{ extensions: { scope: 'members:write' } }]);
    expect((await api.ask(UPDATE, { input: {} })).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('a name', () => {
  const kept: readonly [string, string][] = [
    ['HTML', `<img src=x onerror=alert(1)>"'&amp;</script>`],
    ['emoji of several signs', '👩‍👩‍👧‍👦 💎🇨🇳'],
    ['joiners of a script', 'می\u200cخواهم'],
    ['signs that combine', 'Zalgo\u0301\u0316'],
    ['SQL and templates', `'; DROP TABLE members; -- {{7*7}} \${x}`],
    ['right-to-left letters', 'محمد'],
    ['a sign without width within it', 'a\u200bb'],
  ];

  it.each(kept)('with %s comes back as it was given, from both ways in', async (_, displayName) => {
    expect(at(await byMember({ displayName }), 'data.memberUpdate.member.displayName')).toBe(displayName);
    const enrolled = await enrol(partner, { displayName });
    const read = await api.ask('query ($id: ID!) { member(id: $id) { displayName } }', enrolled, { token: host });
    expect(read.data).toEqual({ member: { displayName } });
  });

  it.each([
    ['an override of direction', 'abc\u202egnp.exe'],
    ['an isolate', '\u2067abc'],
    ['a line break', 'a\nb'],
    ['a paragraph', 'a\u2029b'],
    ['an escape', '\u001b[31mred'],
    ['nothing but signs without width', '\u200b\u200d\ufeff\u2060'],
    ['nothing but a filler', '\u3164'],
  ])('with %s is refused, from both ways in', async (_, displayName) => {
    expect(refusalOf(await byMember({ displayName }))).toBe('INVALID_INPUT');
    const input = { externalId: `hostile ${displayName}`, displayName };
    const enrolled = await api.ask(ENROL, { input: { ...input, externalId: 'hostile' }, key: 'hostile' }, { token: partner }); // prettier-ignore
    expect(refusalOf(enrolled, 'memberEnrol')).toBe('INVALID_INPUT');
  });

  it.each(['\0', 'a\0b', '\ud800'])('that no column can hold (%j) is a mistake of the request', async (displayName) => {
    expect((await byMember({ displayName })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('an identity', () => {
  it('is added in the name space of the brand, in one spelling, once', async () => {
    await add({ phone: '+86 138-0000-1111' });
    await add({ phone: '+8613800001111' });
    const added = await add({ email: 'Li@Example.com' });
    const own = at<{ kind: string }[]>(added, 'data.memberIdentityAdd.member.identities');
    expect(own.slice(1)).toEqual([
      { kind: 'PHONE', value: '+8613800001111', brandId: 'brd_partner' },
      { kind: 'EMAIL', value: 'li@example.com', brandId: 'brd_partner' },
    ]);
    const found = await api.ask('{ member(phone: "+8613800001111") { id } }', {}, { token: partner });
    expect(found.data).toEqual({ member });
    expect((await api.ask('{ member(phone: "+8613800001111") { id } }', {}, { token: host })).data).toEqual({ member: null }); // prettier-ignore
  });

  it('of somebody else is refused without saying whose, and another brand may know by it whom it likes', async () => {
    const email = `taken${(counted += 1)}@example.com`;
    const first = await enrol(partner, { email });
    const refused = await add({ email }, member, partner, 'zh-CN');
    expect(at(refused, 'data.memberIdentityAdd.errors')).toEqual([
      { code: 'IDENTITY_TAKEN', message: '该邮箱已被使用。', path: ['email'] },
    ]);
    expect(JSON.stringify(refused)).not.toContain(first.id);
    expect(refusalOf(await add({ email }, member, host), 'memberIdentityAdd')).toBeUndefined();
  });

  it('goes to one member when ten are given it at once', async () => {
    const members = await Promise.all(Array.from({ length: 10 }, () => enrol(partner)));
    const answers = await Promise.all(members.map((each) => add({ externalId: 'wanted' }, each)));
    const codes = answers.map((answer) => refusalOf(answer, 'memberIdentityAdd') ?? 'done');
    expect(codes.sort()).toEqual(['done', ...Array<string>(9).fill('IDENTITY_TAKEN')].sort());
  });

  it.each([[{}], [{ phone: '+8613800002222', email: 'a@b.co' }], [{ phone: '12' }], [{ email: 'nobody' }]])(
    'as %j is refused',
    async (identity) => {
      expect(refusalOf(await add(identity), 'memberIdentityAdd')).toMatch(/^INVALID_(INPUT|IDENTITY)$/);
    },
  );
});

describe('an attribute', () => {
  const name = { en: 'Favourite colour', zhCN: '喜欢的颜色', zhTW: '喜歡的顏色' };
  const save = (input: object, version?: number, key = host, language = 'en') =>
    api.ask(SAVE, { input: { name, ...input }, version }, { token: key, language });

  it('is made by the host, named in the language of the request, and its type never changes', async () => {
    const made = await save({ code: 'colour', type: 'TEXT', brandId: 'brd_partner' }, undefined, host, 'zh-TW');
    const attribute = { id: 'atr_colour', code: 'colour', type: 'TEXT', name: '喜歡的顏色', isCustom: true, isForRules: true, brandId: 'brd_partner', isMemberEditable: false, version: 1 }; // prettier-ignore
    expect(at(made, 'data.attributeSave.attribute')).toEqual(attribute);
    expect(refusalOf(await save({ code: 'colour', type: 'FLAG' }), 'attributeSave')).toBe('ATTRIBUTE_TYPE_FIXED');
    expect(refusalOf(await save({ code: 'colour', type: 'TEXT', brandId: 'brd_host' }), 'attributeSave')).toBe('INVALID_INPUT'); // prettier-ignore
    expect(refusalOf(await save({ code: 'colour', type: 'TEXT' }, 7), 'attributeSave')).toBe('VERSION_CONFLICT');
    const changed = await save({ code: 'colour', type: 'TEXT', isMemberEditable: true }, 1);
    expect(at(changed, 'data.attributeSave.attribute')).toMatchObject({ isMemberEditable: true, version: 2 });
  });

  it('of each type keeps its value as it was given, until it is cleared', async () => {
    const types = { text: 'TEXT', size: 'NUMBER', moved: 'INSTANT', vip: 'FLAG' };
    for (const [code, type] of Object.entries(types)) await save({ code, type });
    const given: [string, unknown, unknown][] = [
      ['text', '<b>蓝</b> 💙\u202e', '<b>蓝</b> 💙\u202e'],
      ['size', 42.125, 42.125],
      ['size', -0.1, -0.1],
      ['size', 123456789012345, 123456789012345],
      ['size', 1.23456789012345e-20, 1.23456789012345e-20],
      ['moved', '2026-01-02T03:04:05.678+08:00', '2026-01-01T19:04:05.678Z'],
      ['vip', false, false],
      ['vip', true, true],
    ];
    for (const [code, value, stored] of given) {
      const set = await byBrand({ attributes: [{ code, value }] }, host);
      const values = at<{ code: string; value: unknown }[]>(set, 'data.memberUpdate.member.attributes');
      expect(values.find((each) => each.code === code)?.value).toBe(stored);
    }
    const cleared = await byBrand({ attributes: Object.keys(types).map((code) => ({ code, value: null })) }, host);
    expect(at(cleared, 'data.memberUpdate.member.attributes')).toEqual([]);
  });

  it('takes no value of another type, and changes nothing when one of several is wrong', async () => {
    for (const [code, type] of [['word', 'TEXT'], ['many', 'NUMBER'], ['when', 'INSTANT'], ['yes', 'FLAG']]) await save({ code, type }); // prettier-ignore
    const wrong: [string, unknown][] = [['word', 1], ['word', ''], ['word', 'x'.repeat(501)], ['word', { a: 1 }], ['many', '1'], ['many', 2 ** 53], ['many', 0.1 + 0.2], ['many', true], ['when', 'tomorrow'], ['when', 0], ['when', '2026-02-30T00:00:00Z'], ['yes', 1], ['yes', 'true'], ['yes', [true]]]; // prettier-ignore
    for (const [code, value] of wrong) {
      const answer = await byBrand({ displayName: 'never', attributes: [{ code: 'word', value: 'ok' }, { code, value }].slice(code === 'word' ? 1 : 0) }, host); // prettier-ignore
      expect(refusalOf(answer)).toBe('WRONG_ATTRIBUTE_VALUE');
    }
    const { data } = await api.ask('{ me { displayName attributes { code } } }', {}, { token });
    expect(data).toEqual({ me: { displayName: null, attributes: [] } });
  });

  it('is set and seen by its brand and the host, by the member only where it may', async () => {
    await save({ code: 'ours', type: 'TEXT', brandId: 'brd_partner', isMemberEditable: true });
    await save({ code: 'theirs', type: 'TEXT' });
    const both = [{ code: 'ours', value: 'a' }, { code: 'theirs', value: 'b' }]; // prettier-ignore
    const unknown = await byBrand({ attributes: [{ code: 'nothing', value: 'b' }] });
    const foreign = await byBrand({ attributes: [{ code: 'theirs', value: 'b' }] });
    expect(refusalOf(foreign)).toBe('NOT_FOUND');
    expect(JSON.stringify(foreign.data).replaceAll('theirs', 'nothing')).toBe(JSON.stringify(unknown.data));
    expect(refusalOf(await byMember({ attributes: both }))).toBe('NOT_FOUND');
    expect(refusalOf(await byMember({ attributes: both.slice(0, 1) }))).toBeUndefined();
    await byBrand({ attributes: both }, host);
    const codes = async (key: string) => {
      const read = await api.ask('query ($id: ID!) { member(id: $id) { attributes { code } } }', member, {
        token: key,
      });
      return at<{ code: string }[]>(read, 'data.member.attributes').map(({ code }) => code);
    };
    expect(await codes(partner)).toEqual(['ours']);
    expect(await codes(host)).toEqual(['ours', 'theirs']);
  });

  it('stands in one list with those rules may ask about; a partner is told its own', async () => {
    await save({ code: 'listed', type: 'FLAG' });
    await save({ code: 'listedToo', type: 'FLAG', brandId: 'brd_partner' });
    const list = async (key: string) => {
      const answer = await api.ask('{ attributes { code type isCustom isForRules } }', {}, { token: key });
      return at<{ code: string }[]>(answer, 'data.attributes');
    };
    const ofHost = await list(host);
    expect(ofHost).toEqual(expect.arrayContaining([
      { code: 'metrics.orders', type: 'WHOLE_NUMBER', isCustom: false, isForRules: true },
      { code: 'listed', type: 'FLAG', isCustom: true, isForRules: true },
    ])); // prettier-ignore
    const codes = (await list(partner)).map(({ code }) => code);
    expect(codes).toContain('listedToo');
    expect(codes).not.toContain('listed');
  });

  it.each([
    ['a code that no rule could spell', { code: 'Colour!', type: 'TEXT' }],
    ['a code that is a word of the language', { code: 'in', type: 'TEXT' }],
    ['a type only Laurel has', { code: 'texts', type: 'TEXTS' }],
    ['a name nobody can see', { code: 'ghost', type: 'TEXT', name: { ...name, zhCN: '\u200b' } }],
    ['no name', { code: 'ghost', type: 'TEXT', name: { ...name, en: ' ' } }],
  ])('with %s is refused', async (_, input) => {
    expect(refusalOf(await save(input), 'attributeSave')).toBe('INVALID_INPUT');
  });

  it('is not made by a partner, nor for a brand that does not exist', async () => {
    expect((await save({ code: 'mine', type: 'TEXT' }, undefined, partner)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]); // prettier-ignore
    expect(refusalOf(await save({ code: 'mine', type: 'TEXT', brandId: 'brd_x' }), 'attributeSave')).toBe('NOT_FOUND');
  });
});
