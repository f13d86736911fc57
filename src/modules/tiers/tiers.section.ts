import type { Sql } from '../../kernel/database.js';
import { configId } from '../../kernel/id.js';
import { digest } from '../../kernel/json.js';
import type { ProgramSection } from '../../kernel/program.js';
import { upsertRows } from '../../kernel/rows.js';
import type { LadderEntry, TierEntry } from './ladder.schema.js';
import { laddersSchema } from './ladder.schema.js';

/** A ladder as it is stored, with the versions of it and of its tiers that somebody may have seen. */
export interface StoredLadder {
  readonly entry: LadderEntry;
  readonly version: number;
  readonly tierVersions: ReadonlyMap<string, number>;
}

/** `ladders:` of the program file. */
export const laddersSection: ProgramSection<LadderEntry[]> = {
  name: 'ladders',
  schema: laddersSchema,

  async read({ sql }) {
    return (await storedLadders(sql)).map(({ entry }) => entry);
  },

  async write({ sql }, ladders) {
    const stored = await storedLadders(sql, false);
    await sql.run("UPDATE tier_ladders SET status = 'retired'");
    await sql.run("UPDATE tiers SET status = 'retired'");
    const rows = ladders.map((entry, position) => ladderRow(entry, position, stored));
    await upsertRows(sql, 'tier_ladders', ['id'], rows, replacing(rows[0]));
    const tiers = ladders.flatMap((entry) => entry.tiers.map((tier) => tierRow(tier, entry.code, stored)));
    await upsertRows(sql, 'tiers', ['id'], tiers, replacing(tiers[0]));
  },
};

interface LadderRow {
  readonly code: string;
  readonly name: string;
  readonly nearPercent: number | null;
  readonly endingDays: number | null;
  readonly version: number;
}

interface TierRow {
  readonly ladder: string;
  readonly code: string;
  readonly name: string;
  readonly rank: number;
  readonly entry: string | null;
  readonly keepRule: string | null;
  readonly validity: string | null;
  readonly graceDays: number;
  readonly policy: TierEntry['downgrade'];
  readonly isInvitedOnly: number;
  readonly multiplier: string | null;
  readonly perks: string | null;
  readonly upgradePack: string;
  readonly version: number;
}

const LADDER = 'SELECT code, name, nearPercent, endingDays, version FROM tier_ladders';
const TIER =
  'SELECT ladder, code, name, `rank`, entry, keepRule, validity, graceDays, policy, isInvitedOnly, multiplier, perks, upgradePack, version FROM tiers';

/** Those the program has, in its order; with those it had before, if asked for. */
export async function storedLadders(sql: Sql, isOnlyActive = true): Promise<StoredLadder[]> {
  const which = isOnlyActive ? " WHERE status = 'active'" : '';
  const ladders = await sql.rows<LadderRow>(`${LADDER}${which} ORDER BY position, code`);
  const tiers = await sql.rows<TierRow>(`${TIER}${which} ORDER BY ladder, \`rank\``);
  return ladders.map(({ code, name, nearPercent, endingDays, version }) => {
    const own = tiers.filter(({ ladder }) => ladder === code);
    const entry = {
      code,
      name: JSON.parse(name) as LadderEntry['name'],
      nearPercent,
      endingDays,
      tiers: own.map(entryOf),
    };
    return { entry, version, tierVersions: new Map(own.map((tier) => [tier.code, tier.version])) };
  });
}

function entryOf(row: TierRow): TierEntry {
  return {
    code: row.code,
    name: JSON.parse(row.name) as TierEntry['name'],
    rank: row.rank,
    entry: row.entry === null ? null : (JSON.parse(row.entry) as TierEntry['entry']),
    keep: row.keepRule === null ? null : (JSON.parse(row.keepRule) as TierEntry['keep']),
    validity: row.validity === null ? { kind: 'ever' } : (JSON.parse(row.validity) as TierEntry['validity']),
    graceDays: row.graceDays,
    downgrade: row.policy,
    invitedOnly: row.isInvitedOnly === 1,
    multiplier: row.multiplier === null ? null : (JSON.parse(row.multiplier) as TierEntry['multiplier']),
    perks: row.perks === null ? [] : (JSON.parse(row.perks) as TierEntry['perks']),
    upgradePack: JSON.parse(row.upgradePack) as TierEntry['upgradePack'],
  };
}

function ladderRow(entry: LadderEntry, position: number, stored: readonly StoredLadder[]) {
  const { code, name, nearPercent, endingDays } = entry;
  const before = stored.find((each) => each.entry.code === code);
  return {
    id: configId('lad', code),
    code,
    name: JSON.stringify(name),
    position,
    status: 'active',
    nearPercent,
    endingDays,
    version: versionAfter(before, entry),
  };
}

function tierRow(entry: TierEntry, ladder: string, stored: readonly StoredLadder[]) {
  const { code, name, rank, keep, validity, graceDays, downgrade, invitedOnly, multiplier, perks, upgradePack } = entry;
  const home = stored.find((each) => each.tierVersions.has(code));
  const before = home?.entry.tiers.find((each) => each.code === code);
  return {
    id: configId('tie', code),
    ladder,
    code,
    name: JSON.stringify(name),
    rank,
    entry: textOf(entry.entry),
    keepRule: textOf(keep),
    validity: JSON.stringify(validity),
    graceDays,
    policy: downgrade,
    isInvitedOnly: invitedOnly,
    multiplier: textOf(multiplier),
    perks: JSON.stringify(perks),
    upgradePack: JSON.stringify(upgradePack),
    status: 'active',
    version: versionAfter(before && { entry: before, version: home?.tierVersions.get(code) ?? 1 }, entry),
  };
}

/** What says the same stays the version it is. */
function versionAfter(before: { readonly entry: object; readonly version: number } | undefined, now: object): number {
  if (!before) return 1;
  return digest(before.entry) === digest(now) ? before.version : before.version + 1;
}

function replacing(row: object | undefined): Record<string, 'replace'> {
  const changed = Object.keys(row ?? {}).filter((column) => column !== 'id' && column !== 'code');
  return Object.fromEntries(changed.map((column) => [column, 'replace']));
}

function textOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
