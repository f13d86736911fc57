import { escape } from 'mysql2';
import { nth } from './ids.js';
import type { Checked } from './purchase.js';
import type { Earning, Tier, Wallet } from './rules.js';
import { BRAND, earnFor, noticeAt, rankFor, TIERS, tierOf } from './rules.js';
import type { Standing } from './standing.js';
import type { Writes } from './writes.js';

const DAY_MS = 86_400_000;

const WINDOW_DAYS = 365;

/** The first day of the window that ends on `day`. */
function windowFrom(day: string): string {
  return new Date(Date.parse(day) - (WINDOW_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
}

/** What deciding needs besides the purchase and the member. */
export interface Moment {
  readonly now: number;
  readonly day: string;
  /** When points earned on that day die. */
  readonly expiresAt: number;
  /** The first 24 characters of every id of this purchase. */
  readonly base: string;
  readonly programHash: string;
}

export interface Decided {
  readonly activityId: string;
  /** What happened, as the journal keeps it. */
  readonly outcome: string;
  readonly after: Standing;
}

/** Works out what a purchase leads to: every row, and where the member stands afterwards. */
export function decide(purchase: Checked, before: Standing, moment: Moment, writes: Writes): Decided {
  const { now, day, base } = moment;
  const { memberId } = before;
  const { amountMinor, occurredAt: at } = purchase;
  const activityId = `act_${base}00`;
  const { earnings: earned, decisions } = earnFor(amountMinor, before.rank, before.orders + 1);
  const earnings = earned.filter(({ amount }) => amount > 0);
  const growth = sumOf(earnings, 'growth');
  const rank = Math.max(before.rank, rankFor(before.spendInWindow + amountMinor, before.growthEarned + growth));
  const [from, to] = [TIERS[before.rank] ?? tierOf(''), TIERS[rank] ?? tierOf('')];
  const isUp = to.rank > from.rank;
  const followId = `act_${base}01`;
  const packs = TIERS.filter((tier) => tier.rank > from.rank && tier.rank <= to.rank).map(({ pack }): Earning => ({
    wallet: 'points',
    amount: pack,
    reason: 'upgrade pack',
  }));
  const outcome = outcomeOf([...earnings, ...packs], earned.length - earnings.length, at, isUp ? [from, to] : null);
  const points = sumOf(earnings, 'points') + sumOf(packs, 'points');

  const numbers =
    to.metric === 'POINTS'
      ? `"measure":"points","wallet":"growth","had":${before.growthEarned + growth},"needed":${to.target}`
      : `"measure":"spend","had":${before.spendInWindow + amountMinor},"needed":${to.target},"windowFrom":"${windowFrom(day)}","windowTo":"${day}"`;
  const payload = isUp ? `{"ladder":"main","from":"${from.code}","to":"${to.code}","cause":"upgrade",${numbers}}` : '';
  writes.activities.push(
    `('${activityId}','${memberId}',${before.sequence + 1},'purchase','${BRAND}',${escape(purchase.externalId)},${at},'${day}',${now},0,NULL,${escape(purchase.orderId)},${amountMinor},${escape(purchase.payload)},'${purchase.inputHash}','${moment.programHash}','${decisions}','${outcome}')`,
  );
  let notices = noticeOf(activityId, 'purchase', at);
  if (isUp) {
    writes.activities.push(
      `('${followId}','${memberId}',${before.sequence + 2},'tier.changed','${BRAND}',NULL,${at},'${day}',${now},0,'${activityId}','main',NULL,'${payload}',NULL,'${moment.programHash}',NULL,NULL)`,
    );
    writes.standings.push(`('${memberId}','main','${to.code}',${at},'${activityId}')`);
    notices += `,${noticeOf(followId, 'tier.changed', at)}`;
  }
  let count = 1;
  for (const earning of earnings) writeEarning(writes, earning, 'rule', memberId, activityId, nth(++count), at, moment);
  for (const earning of packs) writeEarning(writes, earning, 'pack', memberId, followId, nth(++count), at, moment);
  writes.accounts.push(`('${memberId}','points',${points},0,0,0,${points})`);
  if (growth > 0) writes.accounts.push(`('${memberId}','growth',${growth},0,0,0,${growth})`);
  const after: Standing = {
    ...before,
    sequence: before.sequence + (isUp ? 2 : 1),
    orders: before.orders + 1,
    spendMinor: before.spendMinor + amountMinor,
    firstOrderAt: Math.min(before.firstOrderAt || at, at),
    lastOrderAt: Math.max(before.lastOrderAt, at),
    lastActivityAt: Math.max(before.lastActivityAt, at),
    lastOrderDay: Math.max(before.lastOrderDay, Date.parse(day) / DAY_MS),
    rank,
    points: before.points + points,
    growth: before.growth + growth,
    growthEarned: before.growthEarned + growth,
    spendInWindow: before.spendInWindow + amountMinor,
  };
  writes.metrics.push(
    `('${memberId}',${after.sequence},${after.orders},${after.spendMinor},${after.refunds},${after.refundedMinor},${after.interactions},${after.firstOrderAt},${after.lastOrderAt},${after.lastActivityAt},${after.lastOrderDay})`,
  );
  writes.days.push(`('${memberId}','${day}','',1,${amountMinor},0)`);
  for (const [category, spent] of purchase.categories) {
    writes.days.push(`('${memberId}','${day}',${escape(category)},1,${spent},0)`);
  }
  writes.tell(memberId, before.sequence + 1, `let_${base}00`, now, notices);
  return { activityId, outcome, after };
}

/** The transfer that gives points and the lot it opens. */
export function writeEarning(
  writes: Writes,
  { wallet, amount, reason }: Earning,
  source: 'rule' | 'pack' | 'given',
  memberId: string,
  causeId: string,
  suffix: string,
  at: number,
  { now, day, base, expiresAt }: Moment,
): void {
  const isMortal = wallet === 'points';
  const expiry = isMortal ? expiresAt : 'NULL';
  const notice = isMortal ? noticeAt(expiresAt, now) : 'NULL';
  writes.transfers.push(
    `('trf_${base}${suffix}','${memberId}','${wallet}','earn','issued:${BRAND}','${memberId}',${amount},'${BRAND}','${causeId}',${escape(reason)},NULL,NULL,NULL,${at},'${day}',${now})`,
  );
  writes.lots.push(
    `('lot_${base}${suffix}','${memberId}','${wallet}','${BRAND}','${BRAND}','${causeId}','${source}',${amount},${amount},0,0,0,${at},'${day}',${now},${at},${expiry},0,NULL,${expiry},${notice})`,
  );
}

function sumOf(earnings: readonly Earning[], wallet: Wallet): number {
  return earnings.reduce((sum, earning) => (earning.wallet === wallet ? sum + earning.amount : sum), 0);
}

function noticeOf(id: string, type: string, at: number): string {
  return `{"id":"${id}","type":"${type}","brandId":"${BRAND}","occurredAt":${at}}`;
}

/** What happened, as the journal keeps it for a repeat. */
function outcomeOf(
  earnings: readonly Earning[],
  skipped: number,
  at: number,
  change: readonly [Tier, Tier] | null,
): string {
  const points = earnings.map(
    ({ wallet, amount, reason }) =>
      `{"reason":"${reason}","wallet":"${wallet}","amount":${amount},"availableAt":${at}}`,
  );
  const parts = points.length > 0 ? [`"points.earn":[${points.join(',')}]`] : [];
  if (skipped > 0)
    parts.push(`"skipped":[${Array(skipped).fill('{"reason":"nothing to earn","because":"rul_earn"}').join(',')}]`);
  if (change)
    parts.push(
      `"tiers.change":[{"reason":"upgrade","ladder":"main","from":"${change[0].code}","to":"${change[1].code}"}]`,
    );
  return `{${parts.join(',')}}`;
}
