import type { Row } from './database.js';
import { prepared } from './database.js';
import { KEY_COLUMNS, KEY_IS, KEY_TABLES, tokenOf } from './keys.js';
import type { Answer, Floor } from './record.js';
import { problem } from './record.js';
import type { Wallet } from './rules.js';
import { tierOf, WALLETS } from './rules.js';

const MEMBERS = 50;

/** The key and the page in one statement: nothing is answered before the key has proved itself. */
const PAGE = `SELECT ${KEY_COLUMNS}, m.id, t.tier, p.available, p.pending, g.available, g.pending FROM ${KEY_TABLES} LEFT JOIN (SELECT id, enrolledAt FROM members WHERE enrolledAt < ? ORDER BY enrolledAt DESC, id DESC LIMIT ${MEMBERS + 1}) m ON 1 = 1 LEFT JOIN tier_standings t ON t.memberId = m.id AND t.ladder = 'main' LEFT JOIN point_accounts p ON p.memberId = m.id AND p.wallet = 'points' LEFT JOIN point_accounts g ON g.memberId = m.id AND g.wallet = 'growth' WHERE ${KEY_IS} ORDER BY m.enrolledAt DESC, m.id DESC`;

/** The last five of each of fifty: fifty short walks along an index, parsed once a connection. */
const LAST = `(SELECT memberId, id, kind, wallet, credit, amount, reason, occurredAt FROM point_transfers WHERE memberId = ? ORDER BY occurredAt DESC, id DESC LIMIT 5)`;
const LEDGERS = Array.from({ length: MEMBERS }, () => LAST).join(' UNION ALL ');

/** Fifty members who joined before an instant, each with tier, balances and its five last movements. */
export async function readPage(floor: Floor, authorization: string | undefined, before: number): Promise<Answer> {
  const token = tokenOf(authorization);
  if (!token || !Number.isSafeInteger(before)) return problem(401, 'UNAUTHENTICATED');
  const rows = await prepared(floor.pool, PAGE, [before, token.keyId]);
  const [first] = rows;
  if (!first || !floor.keys.isGood(first, token, 'members:read')) return problem(401, 'UNAUTHENTICATED');
  const members = rows.slice(0, MEMBERS).filter((row) => row[3] !== null);
  const ids = Array.from({ length: MEMBERS }, (_, at) => (members[at]?.[3] ?? '') as string);
  const ledgers = new Map<unknown, string>();
  for (const row of await prepared(floor.pool, LEDGERS, ids)) {
    const known = ledgers.get(row[0]);
    ledgers.set(row[0], known === undefined ? movement(row) : `${known},${movement(row)}`);
  }
  const nodes = members.map((row) => member(row, ledgers.get(row[3]) ?? ''));
  return { status: 200, body: `{"nodes":[${nodes.join()}],"pageInfo":{"hasNextPage":${rows.length > MEMBERS}}}` };
}

/** Only reasons are texts of people; everything else is known to need no escaping. */
function member([, , , id, tier, points, pending, growth, growthPending]: Row, ledger: string): string {
  const { id: tierId, name } = tierOf(tier);
  return `{"id":"${id as string}","tier":{"id":"${tierId}","name":"${name}"},"balances":[${balance(id, 'points', points, pending)},${balance(id, 'growth', growth, growthPending)}],"ledger":{"nodes":[${ledger}]}}`;
}

function balance(id: unknown, wallet: Wallet, available: unknown, pending: unknown): string {
  return `{"id":"${id as string}:${wallet}","available":${Number(available ?? 0)},"pending":${Number(pending ?? 0)}}`;
}

function movement([memberId, id, kind, wallet, credit, amount, reason, occurredAt]: Row): string {
  const signed = credit === memberId ? (amount as number) : -(amount as number);
  return `{"id":"${id as string}","kind":"${KINDS[kind as string] ?? ''}","amount":${signed},"reason":${JSON.stringify(reason)},"occurredAt":"${new Date(occurredAt as number).toISOString()}","wallet":{"id":"${WALLETS[wallet as Wallet].id}"}}`;
}

const KINDS: Readonly<Record<string, string>> = { earn: 'EARN', spend: 'SPEND', take_back: 'TAKE_BACK', give_back: 'GIVE_BACK', expire: 'EXPIRE' }; // prettier-ignore
