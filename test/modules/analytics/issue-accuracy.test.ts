import { afterEach, describe, expect, it } from '@jest/globals';
import { write } from '../../../src/kernel/unit-of-work.js';
import type { Bound } from '../../../src/kernel/bind.js';
import type { Offered } from '../../../src/modules/benefits/index.js';
import { exchange, issueBatch, issuePackage, offeredOf } from '../../../src/modules/benefits/index.js';
import { act, buy, earn, enrolMember, giveBack, settleDue } from '../../support/acts.js';
import { claim, grantsOf, issue, redeem } from '../../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../../support/benefit-program.js';
import { follow } from '../../support/house.js';
import type { TestApi } from '../../api/open-api.js';
import { at, openTestApi } from '../../api/open-api.js';

const DAY = 86_400_000;
const METRIC = `query M($by: MetricBy, $from: Date!, $to: Date!, $parameters: [MetricParameterInput!]) {
  metric(key: "issueAccuracy", by: $by, from: $from, to: $to, parameters: $parameters) { points { group numerator denominator value } drillDown(side: DENOMINATOR) { nodes { id } } } }`;
const YEAR = { from: '2026-01-01', to: '2027-01-01' };
const BIG = { code: 'big', name: 'big', on: 'purchase', when: 'activity.amountMinor >= 5000', grant: [{ benefit: 'five' }, { benefit: 'purse', quantity: 2 }] }; // prettier-ignore
const PURSE = coupon('purse', { face: { amountMinor: 2_000 }, isPartial: true });

interface Told {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
}

describe('Whether members get what rules promise', () => {
  let api: TestApi;
  let token: string;
  afterEach(() => api.close());

  const open = async (program: unknown) => {
    api = await openTestApi({ program });
    token = await api.key(['host-admin']);
  };
  const ask = async (more: object = {}) => api.ask(METRIC, { ...YEAR, ...more }, { token });
  const accuracy = async (): Promise<Told> => {
    const answer = await ask();
    expect(answer.errors).toBeUndefined();
    return at<Told>(answer, 'data.metric.points.0');
  };
  const night = async () => {
    api.clock.advance(2 * DAY);
    await settleDue(api);
  };
  const alter = (text: string, params: readonly Bound[] = []) =>
    api.house.database.transaction(async (sql) => ({ value: await sql.run(text, params), commit: true }));
  const rows = <T>(text: string) => api.house.database.reader.rows<T>(text);

  it('is told once the journal was played again, and is whole where everything is as the rules say', async () => {
    await open(benefitProgram([coupon('five'), PURSE], [BIG]));
    const members = [await enrolMember(api), await enrolMember(api), await enrolMember(api)];
    for (const id of members) await buy(api, id, 5_000);
    await buy(api, members[0] ?? '', 4_000);
    await claim(api, members[0] ?? '', 'five');
    await issue(api, members[1] ?? '', 'five');
    expect(await accuracy()).toMatchObject({ numerator: 0, denominator: 0, value: null });
    await night();
    expect(await accuracy()).toMatchObject({ numerator: 11, denominator: 11, value: 1 });
    await buy(api, members[0] ?? '', 6_000);
    expect(await accuracy()).toMatchObject({ numerator: 11, denominator: 11 });
    await night();
    const answer = await ask({ by: 'BENEFIT' });
    expect(at(answer, 'data.metric.points')).toMatchObject([{ group: 'five', numerator: 6, denominator: 6 }, { group: 'purse', numerator: 8, denominator: 8 }]); // prettier-ignore
    expect(at<{ id: string }[]>(await ask(), 'data.metric.drillDown.nodes').map(({ id }) => id).sort()).toEqual([...members].sort()); // prettier-ignore
  });

  it('falls with each grant that is missing, is there twice, is worth something else, is another one, or came late', async () => {
    await open(benefitProgram([coupon('five'), coupon('other'), PURSE], [BIG]));
    const memberId = await enrolMember(api);
    for (let nth = 0; nth < 5; nth++) {
      await buy(api, memberId, 5_000);
      api.clock.advance(DAY);
    }
    await night();
    expect(await accuracy()).toMatchObject({ numerator: 15, denominator: 15 });
    const fives = (await grantsOf(api, memberId)).filter(({ benefit }) => benefit === 'five').map(({ id }) => id);
    const [first = '', second = '', third = '', fourth = ''] = fives;
    await alter('DELETE FROM grants WHERE id = ?', [first]);
    expect(await accuracy()).toMatchObject({ numerator: 14, denominator: 15 });
    await alter('UPDATE grants SET usesMax = 3 WHERE id = ?', [second]);
    expect(await accuracy()).toMatchObject({ numerator: 13, denominator: 15 });
    await alter('UPDATE grants SET recordedAt = recordedAt + 60000 WHERE id = ?', [third]);
    expect(await accuracy()).toMatchObject({ numerator: 13, denominator: 15 });
    await alter('UPDATE grants SET recordedAt = recordedAt + 1 WHERE id = ?', [third]);
    expect(await accuracy()).toMatchObject({ numerator: 12, denominator: 15 });
    await alter("UPDATE grants SET benefit = 'other' WHERE id = ?", [fourth]);
    expect(await accuracy()).toMatchObject({ numerator: 11, denominator: 16 });
    const [purse] = (await grantsOf(api, memberId)).filter(({ benefit }) => benefit === 'purse');
    await alter('UPDATE grants SET valueMinor = 1999 WHERE id = ?', [purse?.id ?? '']);
    expect(await accuracy()).toMatchObject({ numerator: 10, denominator: 16 });
    const columns = 'memberId, benefit, status, brandId, causeId, source, orderId, reason, instead, usesMax, uses, valueMinor, usedMinor, issuedAt, recordedAt, claimedAt, usableFrom, expiresAt, endedAt, dueAt'; // prettier-ignore
    await alter(`INSERT INTO grants (id, code, ${columns}) SELECT 'grt_00000000000000000000000001', 'TWICE', ${columns} FROM grants WHERE id = ?`, [fives[4] ?? '']); // prettier-ignore
    expect(await accuracy()).toMatchObject({ numerator: 10, denominator: 17, value: 10 / 17 });
  });

  it('knows the rules that were in force, whatever the program says by now', async () => {
    await open(benefitProgram([coupon('five'), PURSE], [BIG]));
    const memberId = await enrolMember(api);
    await buy(api, memberId, 5_000);
    api.clock.advance(DAY);
    await follow(api.house, benefitProgram([coupon('five'), PURSE], []));
    await buy(api, memberId, 7_000);
    api.clock.advance(DAY);
    await follow(api.house, benefitProgram([coupon('five', { usesMax: 2 }), PURSE], [{ ...BIG, grant: [{ benefit: 'five' }] }])); // prettier-ignore
    await buy(api, memberId, 9_000);
    await night();
    expect(await accuracy()).toMatchObject({ numerator: 4, denominator: 4 });
    expect(await rows('SELECT usesMax FROM issue_dues ORDER BY issuedAt, benefit')).toEqual([{ usesMax: 1 }, { usesMax: 1 }, { usesMax: 1 }, { usesMax: 2 }]); // prettier-ignore
  });

  it('follows limits, refunds, packs, segments that members enter, and what stands in for what ran out', async () => {
    const few = coupon('few', counted(1));
    const scarce = coupon('scarce', { ...counted(1), otherwise: [{ kind: 'substitute', benefit: 'five' }] });
    const awaited = coupon('awaited', { ...counted(1), otherwise: [{ kind: 'wait', days: 3 }] });
    const once = coupon('once', { limits: [{ max: 1, per: 'month' }] });
    const grant = ['few', 'scarce', 'awaited', 'once'].map((benefit) => ({ benefit }));
    const program = benefitProgram(
      [coupon('five'), coupon('welcome'), few, scarce, awaited, once],
      [
        { code: 'all', name: 'all', on: 'purchase', grant },
        { code: 'in', name: 'in', on: 'segment.entered', grant: [{ benefit: 'welcome' }] },
      ],
    );
    const [ladder] = program.ladders;
    const [base, silver, gold] = ladder?.tiers ?? [];
    const ladders = [{ ...ladder, tiers: [base, { ...silver, upgradePack: [{ benefit: 'five', quantity: 2 }] }, gold] }]; // prettier-ignore
    const quiet = { code: 'quiet', name: 'Quiet', when: 'metrics.recencyDays > 20' };
    await open({ ...program, ladders, segments: { segments: [quiet], layerings: [] } });
    const [ada, ben] = [await enrolMember(api), await enrolMember(api)];
    await buy(api, ada, 12_000, { orderId: 'a-1' });
    api.clock.advance(DAY);
    await settleDue(api);
    await buy(api, ben, 1_000);
    await buy(api, ben, 1_000, { occurredAt: api.clock.now() - 3_600_000 });
    await giveBack(api, ada, 12_000, 'a-1');
    for (let days = 0; days < 30; days++) {
      api.clock.advance(DAY);
      await settleDue(api);
    }
    await night();
    const issued = await rows<{ benefit: string }>('SELECT benefit FROM grants');
    expect(issued.filter(({ benefit }) => benefit === 'welcome')).toHaveLength(2);
    expect(issued.length).toBeGreaterThan(10);
    const { numerator, denominator } = await accuracy();
    expect({ numerator, denominator }).toEqual({ numerator: issued.length, denominator: issued.length });
  });

  it('knows what was handed to many at once: limits count it', async () => {
    const once = coupon('once', { limits: [{ max: 2, per: 'month' }] });
    await open(benefitProgram([once], [{ code: 'all', name: 'all', on: 'purchase', grant: [{ benefit: 'once' }] }]));
    const [ada, ben] = [await enrolMember(api), await enrolMember(api)];
    await buy(api, ada, 1_000);
    await issueBatch(api.house, { benefit: 'once', reason: 'test', audience: { members: [ada] }, name: 'test' });
    for (const id of [ada, ben, ben, ben]) await buy(api, id, 1_000);
    await night();
    expect(await grantsOf(api, ada)).toHaveLength(2);
    expect(await accuracy()).toMatchObject({ numerator: 4, denominator: 4 });
  });

  it('plays each member again once, a page at a time, and changes nothing when it does so again', async () => {
    await open(benefitProgram([coupon('five'), PURSE], [BIG]));
    const memberId = await enrolMember(api);
    await buy(api, memberId, 5_000);
    const [grant] = await grantsOf(api, memberId);
    await redeem(api, memberId, grant?.id ?? '');
    await night();
    const before = await rows('SELECT * FROM issue_dues ORDER BY id');
    expect(before).toHaveLength(3);
    await alter("UPDATE issue_checks SET isDone = 0, after = ''");
    await settleDue(api);
    expect(await rows('SELECT * FROM issue_dues ORDER BY id')).toEqual(before);
    expect(await rows('SELECT isDone FROM issue_checks')).toEqual([{ isDone: 1 }]);
    await settleDue(api);
    expect(await rows('SELECT * FROM issue_dues ORDER BY id')).toEqual(before);
  });

  describe('counts beside what rules owe', () => {
    const named = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
    const bundle = (code: string, parts: readonly object[], more: object = {}) => ({ code, kind: 'bundle', name: named(code), parts, ...more }); // prettier-ignore
    const priced = coupon('priced', { price: { wallet: 'points', points: 5 } });
    const packages = [bundle('pair', [{ benefit: 'five', quantity: 2 }]), bundle('card', [{ benefit: 'five' }, { benefit: 'rare' }], { kind: 'card', cycle: { unit: 'week', count: 4 } })]; // prettier-ignore
    const giving = async (memberId: string, code: string) => write(api.house, { caller: api.caller, members: [memberId] }, (session) => Promise.resolve(issuePackage(session, { memberId, brandId: api.caller.brandId, code, reason: 'test' }))); // prettier-ignore
    const opened = async (rules: readonly object[] = [], more: object = {}) => {
      await open({ ...benefitProgram([coupon('five'), coupon('rare', counted(2)), priced], rules), packages, ...more });
      return enrolMember(api);
    };
    const exchanging = (memberId: string) => {
      const offered = offeredOf(api.house.programs.current(), 'priced') as Offered;
      const asked = { memberId, brandId: api.caller.brandId, offered, expected: null };
      return write(api.house, { caller: api.caller, members: [memberId] }, (session) => Promise.resolve(exchange(session, asked)));
    }; // prettier-ignore
    /** What is lost of one kind is missed, and what came twice is seen. */
    const foundMissing = async (source: string, before: number) => {
      expect(await accuracy()).toMatchObject({ numerator: before, denominator: before });
      const [lost] = await rows<{ id: string }>(`SELECT id FROM grants WHERE source = '${source}' ORDER BY issuedAt DESC`); // prettier-ignore
      await alter('DELETE FROM grants WHERE id = ?', [lost?.id ?? '']);
      expect(await accuracy()).toMatchObject({ numerator: before - 1, denominator: before });
    };

    it.each(['claim', 'hand', 'exchange'])('what members were promised by an act: %s', async (source) => {
      const memberId = await opened();
      await earn(api, memberId, 50);
      await claim(api, memberId, 'five');
      await issue(api, memberId, 'five');
      await exchanging(memberId);
      await expect(issue(api, memberId, 'nothing')).rejects.toMatchObject({ code: 'UNKNOWN_BENEFIT' });
      await night();
      await foundMissing(source, 3);
    }); // prettier-ignore

    it('what a batch handed out, as the journal says', async () => {
      const members = [await opened(), await enrolMember(api), await enrolMember(api)];
      await issueBatch(api.house, { benefit: 'five', reason: 'test', audience: { members }, name: 'test' });
      await issueBatch(api.house, { benefit: 'rare', reason: 'test', audience: { members }, name: 'test' });
      await night();
      expect(await grantsOf(api, members[0] ?? '')).toHaveLength(2);
      await foundMissing('bulk', 5);
    });

    it('the parts of packages, by hand, by a rule and in the pack of a tier', async () => {
      const [ladder] = benefitProgram([]).ladders;
      const [base, silver, gold] = ladder?.tiers ?? [];
      const ladders = [{ ...ladder, tiers: [base, { ...silver, upgradePack: [{ package: 'pair' }] }, gold] }];
      const memberId = await opened([{ code: 'shared', name: 'shared', on: 'share', grant: [{ package: 'pair' }] }], { ladders }); // prettier-ignore
      await giving(memberId, 'pair');
      await act(api, memberId, 'share');
      await buy(api, memberId, 12_000);
      await night();
      await foundMissing('package', 6);
    });

    it('each cycle of a card, but what there was none left of', async () => {
      const memberId = await opened();
      await giving(memberId, 'card');
      for (let days = 0; days < 30; days += 1) {
        const usable = (await grantsOf(api, memberId)).find(({ benefit, status }) => benefit === 'rare' && status === 'issued'); // prettier-ignore
        if (usable) await redeem(api, memberId, usable.id);
        api.clock.advance(DAY);
        await settleDue(api);
      }
      await night();
      const issued = (await grantsOf(api, memberId)).map(({ benefit }) => benefit).sort();
      expect(issued).toEqual(['five', 'five', 'five', 'five', 'rare', 'rare']);
      await foundMissing('package', 6);
    });

    it('an act that the play cannot follow, as the journal says', async () => {
      const memberId = await opened();
      const double = { code: 'double', kind: 'multiplier', name: named('Double'), face: { multiplier: 2 } };
      await follow(api.house, { ...benefitProgram([coupon('five'), coupon('rare', counted(2)), priced, double]), packages });
      await issueBatch(api.house, { benefit: 'double', reason: 'test', audience: { members: [memberId] }, name: 'test' });
      await buy(api, memberId, 300); // twice three points, of which a play without what was handed out knows three
      await exchanging(memberId);
      await night();
      await foundMissing('exchange', 2);
    }); // prettier-ignore

    it('a package that a rule could not give whole is not due', async () => {
      const memberId = await opened([{ code: 'shared', name: 'shared', on: 'share', grant: [{ package: 'rares' }] }], { packages: [bundle('rares', [{ benefit: 'five' }, { benefit: 'rare', quantity: 2 }])] }); // prettier-ignore
      for (let times = 0; times < 2; times += 1) await act(api, memberId, 'share');
      await night();
      expect(await accuracy()).toMatchObject({ numerator: 3, denominator: 3 });
    });
  });
});
