import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import { takeTurn } from '../../kernel/program-change.js';
import { marks } from '../../kernel/rows.js';
import type { Schedule } from '../../kernel/schedules.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import { restate } from './benefit-changes.js';
import { storedBenefits } from './benefits.section.js';

const PAGE = 300;

/** A benefit whose time to be honoured is over. */
interface Leaving {
  readonly code: string;
  readonly honourUntil: number;
}

interface Endless {
  readonly id: string;
  readonly memberId: string;
}

/**
 * What retires is honoured until its day. Then what has no end of its own ends (`benefits.settle` writes that down), and
 * when nothing of it is open any more the benefit is retired. What lives longer, or is owed, keeps it waiting.
 */
export const retireSchedule: Schedule = {
  name: 'benefits.retire',

  async nextDueAt({ sql, now }) {
    for (const each of await leaving(sql)) {
      if (each.honourUntil > now) return each.honourUntil;
      if (!(await isWaiting(sql, each.code))) return each.honourUntil;
    }
    return null;
  },

  async run(house: House, at: number) {
    const { reader } = house.database;
    for (const each of (await leaving(reader)).filter(({ honourUntil }) => honourUntil <= at)) {
      const grants = await endless(reader, each.code);
      if (grants.length > 0) return end(house, each, grants);
      if (!(await isWaiting(reader, each.code))) return retire(house, each, at);
    }
    return 0;
  },
};

/** By day, the first one first: few retire at a time. */
async function leaving(sql: Sql): Promise<Leaving[]> {
  const rows = await sql.rows<{ code: string; terms: string }>("SELECT code, terms FROM benefits WHERE status = 'retiring'");
  const told = rows.map(({ code, terms }) => ({ code, honourUntil: Date.parse((JSON.parse(terms) as { honourUntil: string | null }).honourUntil ?? '') }));
  return told.filter(({ honourUntil }) => !Number.isNaN(honourUntil)).sort((a, b) => a.honourUntil - b.honourUntil);
} // prettier-ignore

/** Something of it is open that ends by itself, or is owed. */
async function isWaiting(sql: Sql, code: string): Promise<boolean> {
  if ((await endless(sql, code, 1)).length > 0) return false;
  const open = await sql.rows("SELECT 1 FROM grants WHERE benefit = ? AND status IN ('issued', 'claimed', 'held', 'owed') LIMIT 1", [code]); // prettier-ignore
  return open.length > 0;
}

function endless(sql: Sql, code: string, page = PAGE): Promise<Endless[]> {
  return sql.rows<Endless>(
    `SELECT id, memberId FROM grants WHERE benefit = ? AND expiresAt IS NULL AND status IN ('issued', 'claimed', 'held') ORDER BY memberId LIMIT ${page}`,
    [code],
  );
}

/**
 * Their members are locked first, so that nobody writes down meanwhile what it has read of them before. What is held, in
 * part or whole, is due once it is not held any more: whoever ends the hold writes down when.
 */
async function end(house: House, { honourUntil }: Leaving, grants: readonly Endless[]): Promise<number> {
  const members = [...new Set(grants.map(({ memberId }) => memberId))];
  const ids = grants.map(({ id }) => id);
  await write(house, { caller: callerOf(house), members, now: honourUntil }, async ({ sql }) => {
    await sql.run(
      `UPDATE grants SET expiresAt = ?, dueAt = CASE WHEN EXISTS (SELECT 1 FROM redemptions r WHERE r.grantId = grants.id AND r.status = 'held') THEN NULL ELSE ? END WHERE id IN ${marks(ids)} AND expiresAt IS NULL AND endedAt IS NULL`,
      [honourUntil, honourUntil, ...ids],
    );
    return undefined;
  });
  return grants.length;
}

async function retire(house: House, { code }: Leaving, at: number): Promise<number> {
  await write(house, { caller: callerOf(house), members: [], now: at }, async (session) => {
    await takeTurn(session);
    const stored = await storedBenefits(session.sql);
    const before = stored.find(({ entry }) => entry.code === code && entry.status === 'retiring')?.entry;
    if (before) await restate(session, stored, { action: 'benefits.retired', before, after: { ...before, status: 'retired' } }); // prettier-ignore
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  return 1;
}

function callerOf(house: House) {
  return systemCaller(house.programs.current().hostBrandId);
}
