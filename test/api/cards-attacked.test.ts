import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { settleDue } from '../support/acts.js';
import { grantsOf, hold, redeem } from '../support/benefit-acts.js';
import { counted, coupon } from '../support/benefit-program.js';
import { REVERSE } from './documents.js';
import type { Answered } from './open-api.js';
import { at } from './open-api.js';
import type { Shop } from './purchases-api.js';
import { openShop } from './purchases-api.js';

const texts = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
const PRICE = { wallet: 'points', points: 40 };
const WEEK_MIN = 7 * 24 * 60;
const packages = [{ code: 'card', kind: 'card', name: texts('Card'), parts: [{ benefit: 'tea' }, { benefit: 'rare' }], cycle: { unit: 'week', count: 3 }, noticeDays: 1, price: PRICE }]; // prettier-ignore
const PACKAGE = 'mutation ($id: ID!, $key: String!) { told: benefitPackageExchange(member: { id: $id }, packageId: "pkg_card", idempotencyKey: $key) { packageIssue { id grants { id } } errors { code } } }'; // prettier-ignore
const TAKE = 'mutation ($id: ID!, $key: String!) { told: benefitPackageRevoke(packageIssueId: $id, reason: "x", idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
const BULK = 'mutation ($ids: [ID!]!, $batch: String!, $key: String!) { told: benefitIssueBulk(input: { benefitId: "bnf_tea", batch: $batch, memberIds: $ids, reason: "x" }, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore

let shop: Shop;
beforeAll(async () => {
  shop = await openShop([coupon('tea'), coupon('rare', { ...counted(2), otherwise: [{ kind: 'wait', days: 30 }] })], [], { packages }); // prettier-ignore
});
afterAll(() => shop.closeSound());

const available = async (member: string) => (await shop.available(member)).available;
const rows = <T>(text: string, params: string[] = []) => shop.api.house.database.reader.rows<T>(text, params);
const spentBy = async (member: string) => (await rows<{ id: string }>("SELECT id FROM point_transfers WHERE memberId = ? AND kind = 'spend'", [member]))[0]?.id ?? ''; // prettier-ignore
const THERE = new Set(['issued', 'claimed', 'held', 'used', 'owed']);
const there = async (member: string) => (await grantsOf(shop.api, member)).filter(({ status }) => THERE.has(status)).length; // prettier-ignore
const requireSound = async () => {
  expect(await rows("SELECT u.number FROM benefit_units u LEFT JOIN grants g ON g.id = u.grantId WHERE u.grantId IS NOT NULL AND COALESCE(g.status, '') NOT IN ('issued', 'claimed', 'held', 'used')")).toEqual([]); // prettier-ignore
  expect(await rows("SELECT o.id FROM obligations o JOIN grants g ON g.id = o.grantId WHERE (o.status = 'open') <> (g.status = 'owed')")).toEqual([]); // prettier-ignore
  expect(await rows('SELECT memberId FROM grants GROUP BY memberId, packageIssueId, benefit, expiresAt HAVING COUNT(*) > 1 AND packageIssueId IS NOT NULL')).toEqual([]); // prettier-ignore
};

it('cards that are reversed, taken back and used while their cycles end leave nobody with both, nothing owed and no unit lost', async () => {
  for (let nth = 0; nth < 6; nth++) {
    const members = await Promise.all(Array.from({ length: 4 }, () => shop.enrol()));
    for (const member of members) await shop.give(member, 100);
    const told = await Promise.all(members.map((id) => shop.ask(PACKAGE, { id })));
    const issues = told.map((answer) => at<{ id: string; grants: { id: string }[] }>(answer, 'data.told.packageIssue'));
    const transfers = await Promise.all(members.map(spentBy));
    shop.api.clock.advance((nth % 4) * WEEK_MIN * 60_000);
    const quiet = (work: Promise<unknown>) => work.then(() => ({}) as Answered, () => ({}) as Answered); // prettier-ignore
    const answers = await Promise.all([
      settleDue(shop.api).then(() => ({}) as Answered),
      shop.ask(REVERSE, { transferId: transfers[0] }),
      shop.ask(TAKE, { id: issues[0]?.id }),
      shop.ask(TAKE, { id: issues[1]?.id }),
      quiet(redeem(shop.api, members[1] ?? '', issues[1]?.grants[0]?.id ?? '')),
      shop.ask(REVERSE, { transferId: transfers[2] }),
      quiet(hold(shop.api, members[2] ?? '', issues[2]?.grants[0]?.id ?? '')),
    ]);
    expect(answers.map(({ errors }) => errors).filter(Boolean)).toEqual([]);
    await settleDue(shop.api);
    for (const [which, member] of members.entries()) {
      if ((await available(member)) === 100) expect([which, await there(member)]).toEqual([which, 0]);
    }
    await requireSound();
    await shop.wait(5 * WEEK_MIN);
    await requireSound();
    expect(await Promise.all(members.map(there))).toEqual(await Promise.all(members.map(async (member) => (await grantsOf(shop.api, member)).filter(({ status }) => status === 'used').length))); // prettier-ignore
  }
});

it('a batch that is asked for by several at once gives each member one', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => shop.enrol()));
  const answers = await Promise.all(Array.from({ length: 4 }, () => shop.ask(BULK, { ids, batch: 'one' })));
  expect(answers.map(({ errors }) => errors).filter(Boolean)).toEqual([]);
  for (let nth = 0; nth < 3; nth++) await Promise.all([settleDue(shop.api), settleDue(shop.api)]);
  expect(await Promise.all(ids.map(there))).toEqual(Array(12).fill(1));
});
