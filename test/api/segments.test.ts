import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../src/kernel/calendar.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { act, buy, enrolMember } from '../support/acts.js';
import { segmentProgram } from '../support/segment-program.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const SAVE = 'mutation S($input: SegmentInput!, $version: Int, $key: String!) { segmentSave(input: $input, expectedVersion: $version, idempotencyKey: $key) { segment { id code kind rule size isBuilding version } layering { id code segments { code size } } errors { code message path ... on RuleDeclined { start end line column kind suggestion way } } replayed } }'; // prettier-ignore
const UPLOAD = 'mutation U($input: SegmentUploadInput!, $key: String!, $dry: Boolean) { segmentUpload(input: $input, idempotencyKey: $key, dryRun: $dry) { segment { size } added removed unchanged problems { line code } errors { code path } replayed } }'; // prettier-ignore
const RECORD = 'mutation R($member: MemberRef!, $input: ActivityInput!) { activityRecord(member: $member, input: $input) { outcome { segments { isEntered segment { code } } } member { segments { segment { code } } } errors { code } } }'; // prettier-ignore
const SIZES = '{ segments { code size isBuilding } }';

const named = (text: string) => ({ en: text, zhCN: text, zhTW: text });
let api: TestApi;
let host: string;
let partner: string;
let keys = 0;
const members: string[] = [];

beforeAll(async () => {
  api = await openTestApi({ program: segmentProgram });
  host = await api.key(['host-admin']);
  partner = await api.key(['segments:read', 'members:read', 'activities:write', 'members:enrol'], 'partner');
  for (let n = 0; n < 30; n++) members.push(await enrolMember(api, `person-${n}`));
  for (const [n, id] of members.slice(0, 12).entries()) await buy(api, id, 1_000 * (n + 1));
  await runDue(api.house);
});
afterAll(() => api.close());

async function save(input: object, version: number | null = null): Promise<Answered> {
  const answer = await api.ask(SAVE, { input, version, key: `save-${keys++}` }, { token: host });
  await runDue(api.house);
  return answer;
}

async function sizes(token = host): Promise<Record<string, number | null>> {
  const answer = await api.ask(SIZES, {}, { token });
  return Object.fromEntries(at<{ code: string; size: number | null }[]>(answer, 'data.segments').map(({ code, size }) => [code, size])); // prettier-ignore
}

describe('A segment', () => {
  it('is saved with a rule and has its members a moment later', async () => {
    const answer = await save({ code: 'bigger', name: named('Bigger'), rule: 'metrics.spendMinor > 6000' });
    expect(at(answer, 'data.segmentSave')).toMatchObject({ segment: { id: 'seg_bigger', kind: 'RULE', version: 1, isBuilding: true }, errors: [] }); // prettier-ignore
    expect(await sizes()).toMatchObject({ bigger: 6 });
  });

  it('with another rule has other members, and nobody is told that it moved', async () => {
    const answer = await save({ code: 'bigger', name: named('Bigger'), rule: 'metrics.spendMinor > 10000' }, 1);
    expect(at(answer, 'data.segmentSave.segment.version')).toBe(2);
    expect(await sizes()).toMatchObject({ bigger: 2 });
    const told = await api.house.database.reader.rows("SELECT id FROM activities WHERE type = 'segment.left' AND payload LIKE '%bigger%'"); // prettier-ignore
    expect(told).toEqual([]);
  });

  it('is not saved over a change somebody has not seen', async () => {
    const answer = await save({ code: 'bigger', name: named('Bigger'), rule: 'metrics.spendMinor > 1' }, 1);
    expect(at(answer, 'data.segmentSave.errors.0.code')).toBe('VERSION_CONFLICT');
  });

  it.each([
    ['an unknown attribute', 'metrics.spendMino > 1', /spendMinor/, 0, 18],
    ['a wrong type', 'metrics.spendMinor > "much"', /./, 0, 27],
    ['an attribute of an activity', 'activity.amountMinor > 1', /./, 0, 20],
    ['a regular expression', 'tier.code.matches("(a+)+$")', /like/, 0, 27],
    ['a division by zero', 'metrics.spendMinor / 0 > 1', /./, 0, 22],
  ])('with %s is refused with the place', async (_what, rule, sentence, start, end) => {
    const answer = await save({ code: 'odd', name: named('Odd'), rule });
    const [error] = at<{ code: string; message: string; path: string[] }[]>(answer, 'data.segmentSave.errors');
    expect(error).toMatchObject({ code: 'INVALID_RULE', path: ['input', 'rule'] });
    expect(error?.message).toMatch(sentence);
    const [from, to] =
      /(\d+)\D+(\d+)\D*$/
        .exec(error?.message ?? '')
        ?.slice(1)
        .map(Number) ?? [];
    expect([from, to].every((place) => place !== undefined && place >= start && place <= end)).toBe(true);
  });

  it('that asks about itself in a circle, or about none that is there, is refused', async () => {
    await save({ code: 'first', name: named('First'), rule: 'metrics.orders > 0' });
    await save({ code: 'second', name: named('Second'), rule: 'inSegment("first")' });
    const circle = await save({ code: 'first', name: named('First'), rule: 'inSegment("second")' }, 1);
    expect(at(circle, 'data.segmentSave.errors.0')).toMatchObject({ code: 'SEGMENT_CYCLE', path: ['input', 'rule'], way: 'first → second → first', start: 0, end: 19, line: 1, column: 1 }); // prettier-ignore
    expect(at(circle, 'data.segmentSave.errors.0.message')).toContain('first → second → first');
    const itself = await save({
      code: 'itself',
      name: named('Itself'),
      rule: 'metrics.orders > 1 || inSegment("itself")',
    });
    expect(at(itself, 'data.segmentSave.errors.0')).toMatchObject({ code: 'SEGMENT_CYCLE', way: 'itself → itself', start: 22, end: 41 }); // prettier-ignore
    const nobody = await save({ code: 'third', name: named('Third'), rule: 'inSegment("nowhere")' });
    expect(at(nobody, 'data.segmentSave.errors.0')).toMatchObject({ code: 'UNKNOWN_SEGMENT', path: ['input', 'rule'], start: 0, end: 20, line: 1, column: 1 }); // prettier-ignore
    const mistyped = await save({ code: 'third', name: named('Third'), rule: 'true && inSegment("frist")' });
    expect(at(mistyped, 'data.segmentSave.errors.0')).toMatchObject({ code: 'UNKNOWN_SEGMENT', start: 8, end: 26, suggestion: 'inSegment("first")', message: expect.stringMatching('nearest there is: "first"') as unknown }); // prettier-ignore
  });

  it('comes from a preset with its numbers changed, and a layering has everybody in one layer', async () => {
    const one = await save({ code: 'sleepers', name: named('Sleepers'), preset: 'dormant', values: [{ name: 'days', value: 90 }] }); // prettier-ignore
    expect(at(one, 'data.segmentSave.segment.rule')).toBe('metrics.recencyDays > 90');
    const all = await save({ code: 'loyalty', name: named('Loyalty'), preset: 'lifecycle' });
    expect(at<unknown[]>(all, 'data.segmentSave.layering.segments')).toHaveLength(6);
    const layers = Object.entries(await sizes()).filter(([code]) => code.startsWith('layer-'));
    expect(layers.reduce((sum, [, size]) => sum + (size ?? 0), 0)).toBe(members.length);
    const wrong = await save({ code: 'wrong', name: named('Wrong'), preset: 'dormant', values: [{ name: 'days', value: 0 }] }); // prettier-ignore
    expect(at(wrong, 'data.segmentSave.errors.0')).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'values', '0'] }); // prettier-ignore
  });

  it.each([
    ['blanks that contradict each other', 'lifecycle', [['newDays', 5], ['potentialFrom', 50], ['potentialTo', 2]], 1, 'potentialFrom is 50 and potentialTo is 2: nothing lies between them'],
    ['one that contradicts what the preset says', 'lifecycle', [['potentialFrom', 4]], 0, 'potentialFrom is 4 and potentialTo is 3: nothing lies between them'],
    ['a blank that is filled twice', 'dormant', [['days', 5], ['days', 3_000]], 1, 'days is filled twice'],
  ] as const)('refuses of a preset %s', async (_what, preset, blanks, at_, reason) => {
    const values = blanks.map(([name, value]) => ({ name, value }));
    const answer = await save({ code: 'odd', name: named('Odd'), preset, values });
    expect(at(answer, 'data.segmentSave.errors')).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'values', String(at_)], message: expect.stringContaining(reason) as unknown }]);
  }); // prettier-ignore

  it('keeps its code: a layer cannot take that of another segment', async () => {
    const layers = [{ code: 'bigger', name: named('Taken'), rule: 'metrics.orders > 3' }, { code: 'left-over', name: named('Rest') }]; // prettier-ignore
    const answer = await save({ code: 'thieves', name: named('Thieves'), layers });
    expect(at(answer, 'data.segmentSave.errors.0')).toMatchObject({ code: 'INVALID_INPUT', path: ['input'] });
    const kept = await api.ask('{ segment(id: "seg_bigger") { kind rule } }', {}, { token: host });
    expect(at(kept, 'data.segment')).toEqual({ kind: 'RULE', rule: 'metrics.spendMinor > 10000' });
  });

  it('that is retired has no members and is not found', async () => {
    const answer = await api.ask('mutation { segmentRetire(id: "seg_second", expectedVersion: 1, idempotencyKey: "r1") { errors { code } } }', {}, { token: host }); // prettier-ignore
    expect(at(answer, 'data.segmentRetire.errors')).toEqual([]);
    const gone = await api.ask('{ segment(id: "seg_second") { id } }', {}, { token: host });
    expect(at(gone, 'data.segment')).toBeNull();
  });
});

describe('An act', () => {
  it('tells in its own answer which segments the member came into and left', async () => {
    const answer = await api.ask(
      RECORD,
      { member: { externalId: 'person-20' }, input: { type: 'purchase', externalId: 'p20', purchase: { orderId: 'o20', amountMinor: 60_000 } } },
      { token: host },
    ); // prettier-ignore
    const moves = at<{ isEntered: boolean; segment: { code: string } }[]>(
      answer,
      'data.activityRecord.outcome.segments',
    );
    const entered = moves.filter(({ isEntered }) => isEntered).map(({ segment }) => segment.code);
    expect(entered).toEqual(
      expect.arrayContaining(['fresh', 'spenders', 'silver-up', 'rich', 'best', 'new', 'bigger']),
    );
    expect(moves.filter(({ isEntered }) => !isEntered).map(({ segment }) => segment.code)).toEqual(expect.arrayContaining(['other', 'all-but-best'])); // prettier-ignore
    const now = at<{ segment: { code: string } }[]>(answer, 'data.activityRecord.member.segments').map(({ segment }) => segment.code); // prettier-ignore
    expect(now).toEqual(expect.arrayContaining(entered));
  });

  it('is followed by days on which members leave because time passes, and the journal says so', async () => {
    api.clock.advance(10 * DAY_MS);
    await runDue(api.house);
    expect(await sizes()).toMatchObject({ fresh: 0, new: 0 });
    const left = await api.house.database.reader.rows("SELECT id FROM activities WHERE type = 'segment.left' AND subjectId = 'seg_fresh'"); // prettier-ignore
    expect(left).toHaveLength(13);
  });

  it('of suspending a member takes it out of all segments until it is reinstated', async () => {
    const suspend = (act: string) => api.ask(`mutation M($id: ID!) { ${act}(member: { id: $id }, reason: "looks odd") { member { segments { segment { code } } } errors { code } } }`, { id: members[11] }, { token: host }); // prettier-ignore
    const out = await suspend('memberSuspend');
    expect(at(out, 'data.memberSuspend.member.segments')).toEqual([]);
    const back = await suspend('memberReinstate');
    expect(at<unknown[]>(back, 'data.memberReinstate.member.segments').length).toBeGreaterThan(2);
  });

  it('of changing a profile moves a member at once', async () => {
    await save({ code: 'babies', name: named('Babies'), rule: 'member.birthMonth == 3' });
    const answer = await api.ask('mutation M($id: ID!) { memberUpdate(member: { id: $id }, input: { birthday: "1990-03-05" }) { member { segments { segment { code } } } errors { code } } }', { id: members[25] }, { token: host }); // prettier-ignore
    expect(JSON.stringify(at(answer, 'data.memberUpdate'))).toContain('babies');
    await act(api, members[25] ?? '', 'share');
  });
});

describe('A list', () => {
  const upload = (csv: string, more: object = {}, key = `up-${keys++}`, dry = false) =>
    api.ask(UPLOAD, { input: { segmentId: 'seg_friends', csv, ...more }, key, dry }, { token: host });

  it('takes members of a file; one wrong line keeps all out and is told with its number', async () => {
    const answer = await upload('externalId,note\nperson-1,x\nnobody,y\nperson-1,z\n,w\n');
    expect(at(answer, 'data.segmentUpload')).toMatchObject({ added: 0, errors: [], problems: [{ line: 3, code: 'UNKNOWN' }, { line: 4, code: 'DUPLICATE' }, { line: 5, code: 'NOT_UNDERSTOOD' }] }); // prettier-ignore
    expect((await sizes())['friends']).toBe(0);
  });

  it('takes the good lines when it may, says so beforehand in a dry run, and does nothing twice', async () => {
    const csv = '\uFEFFexternalId\nperson-1\nperson-2\nnobody\n';
    const dry = await upload(csv, { isPartial: true }, 'dry', true);
    expect(at(dry, 'data.segmentUpload.added')).toBe(2);
    expect((await sizes())['friends']).toBe(0);
    const done = await upload(csv, { isPartial: true }, 'once');
    expect(at(done, 'data.segmentUpload')).toMatchObject({ added: 2, segment: { size: 2 }, replayed: false });
    expect(at((await upload(csv, { isPartial: true }, 'once')), 'data.segmentUpload')).toMatchObject({ added: 2, replayed: true }); // prettier-ignore
    expect(at(await upload(csv, { isPartial: true }), 'data.segmentUpload')).toMatchObject({ added: 0, unchanged: 2 });
  });

  it('is replaced and emptied, and moves those who ask about it', async () => {
    const answer = await upload('externalId\nperson-2\nperson-3', { mode: 'REPLACE' });
    expect(at(answer, 'data.segmentUpload')).toMatchObject({ added: 1, removed: 1, unchanged: 1 });
    const seen = await api.ask('query M($id: ID!) { member(id: $id) { segments { segment { code } } } }', { id: members[3] }, { token: host }); // prettier-ignore
    expect(JSON.stringify(seen.data)).not.toContain('all-but-best');
    expect(at(await upload('externalId\nperson-2\nperson-3', { mode: 'REMOVE' }), 'data.segmentUpload.removed')).toBe(
      2,
    );
  });

  it('is the only kind that takes an upload, of files that can be read', async () => {
    expect(at(await upload('externalId\nperson-1', { segmentId: 'seg_bigger' }), 'data.segmentUpload.errors.0.code')).toBe('NOT_A_LIST'); // prettier-ignore
    expect(at(await upload('name\nsomebody'), 'data.segmentUpload.errors.0.code')).toBe('INVALID_INPUT');
    expect(at(await upload('externalId\n"person-1'), 'data.segmentUpload.errors.0.code')).toBe('INVALID_INPUT');
    const many = `externalId\n${Array.from({ length: 5_001 }, (_, n) => `x${n}`).join('\n')}`;
    expect(at(await upload(many), 'data.segmentUpload.errors.0.code')).toBe('UPLOAD_TOO_LARGE');
  });
});

describe('What is told of segments', () => {
  it('is to a partner the sizes among those linked to it, and none below 20', async () => {
    expect(Object.values(await sizes(partner)).every((size) => size === null)).toBe(true);
    const answer = await api.ask('{ segments { rule members(first: 3) { nodes { id } } } rfmMatrix { scored } segmentOverlap(segmentIds: ["seg_best"]) { members } }', {}, { token: partner }); // prettier-ignore
    expect(JSON.stringify(answer.data)).not.toMatch(/spendMinor|mem_/);
    expect(at(answer, 'data.rfmMatrix')).toBeNull();
  });

  it('is to the host how segments overlap, how scores spread, and which pains no segment answers to', async () => {
    const overlap = await api.ask('{ segmentOverlap(segmentIds: ["seg_spenders", "seg_silver-up", "seg_nobody"]) { a { code } b { code } members ofA ofB } }', {}, { token: host }); // prettier-ignore
    const pairs = at<{ members: number; ofA: number; ofB: number }[]>(overlap, 'data.segmentOverlap');
    expect(pairs).toHaveLength(3);
    expect(pairs.every(({ members: both, ofA, ofB }) => both <= Math.min(ofA, ofB) && ofA > 0)).toBe(true);
    const matrix = await api.ask(
      '{ rfmMatrix { scored unscored cells { r f members segment } } }',
      {},
      { token: host },
    );
    expect(at(matrix, 'data.rfmMatrix')).toMatchObject({ scored: 13, unscored: 17 });
    const pains = await api.ask('{ segmentStrategies(industry: "retail") { stage pain rule segment { code } } }', {}, { token: host, language: 'zh-CN' }); // prettier-ignore
    expect(JSON.stringify(pains.data)).toContain('价格敏感');
  });

  it('is to a partner and to a member nothing of who comes in and leaves, whatever of it they did themselves', async () => {
    const own = await api.key(['members:enrol', 'members:read', 'activities:write', 'activities:read', 'members:token'], 'partner'); // prettier-ignore
    const enrolled = await api.ask('mutation { memberEnrol(input: { externalId: "theirs" }, idempotencyKey: "theirs") { member { id } } }', {}, { token: own }); // prettier-ignore
    const id = at(enrolled, 'data.memberEnrol.member.id');
    const bought = { type: 'purchase', externalId: 'theirs-1', purchase: { orderId: 'theirs-1', amountMinor: 70_000 } };
    await api.ask(RECORD, { member: { id }, input: bought }, { token: own });
    const issued = await api.ask('mutation T($id: ID!) { memberTokenIssue(member: { id: $id }) { token } }', { id }, { token: own }); // prettier-ignore
    const [entered] = await api.house.database.reader.rows<{ id: string }>("SELECT id FROM activities WHERE memberId = ? AND type = 'segment.entered'", [id]); // prettier-ignore
    const asked = '{ activities(first: 50) { nodes { type payload } } } feed(memberId: $id, first: 50) { nodes { activity { type } } } node(id: $entered) { id }'; // prettier-ignore
    const look = (query: string, token: string) => api.ask(query, { id, entered: entered?.id }, { token });
    const partners = await look(`query L($id: ID!, $entered: ID!) { member(id: $id) ${asked} activities(first: 50) { nodes { type } } }`, own); // prettier-ignore
    const members = await look(`query L($id: ID!, $entered: ID!) { me ${asked} }`, at(issued, 'data.memberTokenIssue.token')); // prettier-ignore
    const hosts = await look(`query L($id: ID!, $entered: ID!) { member(id: $id) ${asked} }`, host);
    for (const { data, errors } of [partners, members]) {
      expect(errors).toBeUndefined();
      expect(JSON.stringify(data)).toContain('purchase');
      expect(JSON.stringify(data)).not.toContain('segment.');
      expect((data as { node: unknown }).node).toBeNull();
    }
    expect(JSON.stringify(hosts.data).split('segment.entered').length).toBeGreaterThan(4);
  });
});
