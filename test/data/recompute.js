// Recomputes from the raw files alone what every member must have: balances, lots and tier, one line of JSON a member.
// It imports nothing of Laurel. The rules of the example programs stand here a second time, in the plainest form.
//
//     node test/data/recompute.js cdnow-sample FILE
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

const DAY = 86_400_000;

const PROGRAMS = {
  cdnow: {
    wallets: { points: {}, growth: {} },
    tiers: [
      { code: 'silver', isReached: (m, on) => spentInYear(m, on) >= 10_000, pack: 50 },
      { code: 'gold', isReached: (m, on) => spentInYear(m, on) >= 50_000, pack: 300 },
      { code: 'platinum', isReached: (m) => m.earned.growth >= 2_000, pack: 1_000 },
    ],
    start: 'member',
    rules: [
      { by: (f) => ({ points: halfUp(f.cents, 100), growth: Math.floor(f.cents / 100) }) },
      { if: (f, m) => m.rank >= 2 && f.cents >= 2_000, by: (f) => ({ points: Math.floor(f.cents / 200) }) },
      { if: (f, m) => m.orders === 2, by: (f) => ({ points: f.isRefund ? 0 : 25 }) },
    ],
  },
  'online-retail': {
    wallets: { points: { pendingDays: 14 }, bonus: { months: 6 }, growth: {} },
    tiers: [
      { code: 'regular', isReached: (m, on) => spentInYear(m, on) >= 50_000, pack: 50 },
      { code: 'valued', isReached: (m, on) => spentInYear(m, on) >= 200_000, pack: 200 },
      { code: 'wholesale', isReached: (m, on) => spentInYear(m, on) >= 1_000_000, pack: 1_000 },
    ],
    start: 'customer',
    rules: [
      { by: (f) => ({ points: halfUp(f.cents, 100), growth: Math.floor(f.cents / 100) }) },
      { if: (f) => f.cents >= 30_000, by: (f) => ({ bonus: Math.floor(f.cents / 1_000) }) },
    ],
  },
  rfm: {
    wallets: { points: {} },
    tiers: [
      { code: 'returning', isReached: (m) => m.orders >= 3, pack: 20 },
      { code: 'frequent', isReached: (m, on) => ordersInYear(m, on) >= 3, pack: 50 },
    ],
    start: 'new',
    rules: [{ by: (f) => ({ points: halfUp(2 * f.cents, 100) }) }],
  },
};

/** How each file is read, and under which program. */
const FILES = {
  'cdnow-sample': { program: 'cdnow', read: (text) => spaced(text, 0, (c) => [c[0], c[2], c[4]]) },
  'cdnow-master': { program: 'cdnow', read: (text) => spaced(text, 1, (c) => [c[0], c[1], c[3]]) },
  'rfm-orders': { program: 'rfm', read: rfmOrders },
  'online-retail': { program: 'online-retail', read: invoices },
};

/** What every member must have once everything due by `now` has happened. */
export function recompute(which, file, now = Date.now()) {
  const { program, read } = FILES[which];
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/\r\n/g, '\n');
  const members = new Map();
  for (const fact of read(text)) {
    if (!members.has(fact.customer)) members.set(fact.customer, newMember(PROGRAMS[program]));
    happen(PROGRAMS[program], members.get(fact.customer), fact);
  }
  return [...members].map(([customer, member]) => {
    settle(member, now);
    return answer(PROGRAMS[program], customer, member);
  });
}

function newMember({ wallets }) {
  const earned = Object.fromEntries(Object.keys(wallets).map((wallet) => [wallet, 0]));
  return { rank: 0, orders: 0, facts: [], lots: [], earned };
}

function happen(program, member, fact) {
  settle(member, fact.at);
  member.facts.push(fact);
  if (!fact.isRefund) member.orders += 1;
  const gifts = program.rules.filter((rule) => !rule.if || rule.if(fact, member)).map((rule) => rule.by(fact));
  for (const gift of gifts) {
    for (const [wallet, amount] of Object.entries(gift)) {
      if (fact.isRefund) takeBack(member, wallet, amount);
      else give(program, member, wallet, amount, fact.at);
    }
  }
  climb(program, member, fact);
}

/** The highest tier that is reached, never down; every tier passed gives its pack. */
function climb(program, member, fact) {
  const reached = program.tiers.findLastIndex((tier) => tier.isReached(member, fact.day)) + 1;
  for (; member.rank < reached; member.rank += 1) give(program, member, 'points', program.tiers[member.rank].pack, fact.at);
}

function give(program, member, wallet, amount, at) {
  if (amount === 0) return;
  const { pendingDays = 0, months } = program.wallets[wallet];
  const availableAt = at + pendingDays * DAY;
  const expiresAt = months ? Math.max(monthsLater(at, months), availableAt + DAY) : null;
  member.lots.push({ wallet, amount, left: amount, at, availableAt, expiresAt, isPending: pendingDays > 0 });
  member.earned[wallet] += amount;
}

/** Newest first: what comes back was bought last. */
function takeBack(member, wallet, amount) {
  const newest = member.lots.map((lot, order) => ({ lot, order })).filter(({ lot }) => lot.wallet === wallet);
  newest.sort((a, b) => b.lot.at - a.lot.at || b.order - a.order);
  for (const { lot } of newest) {
    const taken = Math.min(amount, lot.left);
    lot.left -= taken;
    amount -= taken;
  }
}

function settle(member, until) {
  for (const lot of member.lots) {
    if (lot.availableAt <= until && lot.left > 0) lot.isPending = false;
    if (lot.expiresAt !== null && lot.expiresAt <= until) lot.left = 0;
  }
}

function answer({ tiers, start }, customer, { rank, lots, earned }) {
  const balance = (wallet, isPending) =>
    lots.reduce((sum, lot) => sum + (lot.wallet === wallet && lot.isPending === isPending ? lot.left : 0), 0);
  const wallets = Object.keys(earned).filter((wallet) => lots.some((lot) => lot.wallet === wallet));
  return {
    customer,
    tier: rank === 0 ? start : tiers[rank - 1].code,
    balances: wallets.sort().map((wallet) => [wallet, balance(wallet, false), balance(wallet, true), earned[wallet]]),
    lots: lots.map((lot) => [lot.wallet, lot.amount, lot.left, lot.at, lot.availableAt, lot.expiresAt].join('|')).sort(),
  };
}

function spentInYear({ facts }, on) {
  return inYear(facts, on).reduce((sum, { cents, isRefund }) => sum + (isRefund ? -cents : cents), 0);
}

function ordersInYear({ facts }, on) {
  return inYear(facts, on).filter(({ isRefund }) => !isRefund).length;
}

function inYear(facts, on) {
  const after = new Date(Date.parse(on) - 365 * DAY).toISOString().slice(0, 10);
  return facts.filter(({ day }) => day > after && day <= on);
}

function halfUp(amount, per) {
  return Math.floor((2 * amount + per) / (2 * per));
}

function spaced(text, header, pick) {
  const rows = text.split('\n').slice(header).filter((line) => line.trim() !== '');
  return rows.map((line) => {
    const [customer, date, dollars] = pick(line.trim().split(/\s+/));
    const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
    return { customer, day, at: newYork(day), cents: Number(thousandths(dollars) / 10n), isRefund: false };
  });
}

function rfmOrders(text) {
  const rows = text.trim().split('\n').slice(1).map((line) => line.split(','));
  return rows.map(([customer, day, dollars]) => {
    return { customer: customer.trim(), day, at: newYork(day), cents: Number(thousandths(dollars) / 10n), isRefund: false };
  });
}

/** Rows of one invoice, wherever they stand, are one fact; half-up of the exact sum. */
function invoices(text) {
  const orders = new Map();
  for (const row of csv(text).slice(1)) {
    const [invoice, , , quantity, date, price, customer] = row;
    if (customer === '') continue;
    const order = orders.get(invoice) ?? { customer, date, sum: 0n };
    order.sum += BigInt(quantity) * thousandths(price);
    orders.set(invoice, order);
  }
  return [...orders].map(([invoice, { customer, date, sum }]) => {
    const isRefund = invoice.startsWith('C');
    const cents = Number(((isRefund ? -sum : sum) + 5n) / 10n);
    return { customer, day: date.slice(0, 10), at: london(date), cents, isRefund };
  });
}

function csv(text) {
  const rows = [];
  let [row, cell, isQuoted] = [[], '', false];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') cell += text[++at];
      else isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === ',' || char === '\n') {
      row.push(cell);
      cell = '';
      if (char === '\n') rows.push(row);
      if (char === '\n') row = [];
    } else cell += char;
  }
  if (row.length > 0) rows.push([...row, cell]);
  return rows;
}

function thousandths(text) {
  const [whole, fraction = ''] = text.trim().split('.');
  if (fraction.length > 3) throw new Error(`${text} has more than three decimals`);
  return BigInt(whole + fraction.padEnd(3, '0'));
}

/** Midnight in New York: daylight saving lasted from the first Sunday of April to the last of October until 2006. */
function newYork(day) {
  const year = Number(day.slice(0, 4));
  const isSummer = day > sunday(year, 4, 'first') && day <= sunday(year, 10, 'last');
  return Date.parse(`${day}T00:00:00${isSummer ? '-04:00' : '-05:00'}`);
}

/** A time in London: summer time lasts from the last Sunday of March to the last of October, each at 1:00 UTC. */
function london(local) {
  const year = Number(local.slice(0, 4));
  const winter = Date.parse(`${local}Z`);
  const [from, until] = [`${sunday(year, 3, 'last')}T01:00:00Z`, `${sunday(year, 10, 'last')}T02:00:00Z`].map(Date.parse);
  return winter >= from && winter < until ? winter - 3_600_000 : winter;
}

function sunday(year, month, which) {
  const last = which === 'last';
  const from = new Date(Date.UTC(year, last ? month : month - 1, last ? 0 : 1));
  while (from.getUTCDay() !== 0) from.setUTCDate(from.getUTCDate() + (last ? -1 : 1));
  return from.toISOString().slice(0, 10);
}

/** The first moment of the month after the one that lies so many months later, in London. */
function monthsLater(at, months) {
  const local = new Date(at + 3_600_000); // no invoice was written in the hour before a month ended
  const first = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months + 1, 1)).toISOString().slice(0, 19);
  return london(first);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , which, file, now] = process.argv;
  for (const line of recompute(which, file, now ? Number(now) : undefined)) console.log(JSON.stringify(line));
}
