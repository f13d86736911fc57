import { z } from 'zod';
import type { Sql } from '../../kernel/database.js';
import { configId } from '../../kernel/id.js';
import { digest } from '../../kernel/json.js';
import { localisedText } from '../../kernel/localised-text.js';
import type { ProgramSection } from '../../kernel/program.js';
import { upsertRows } from '../../kernel/rows.js';
import type { Caps, CashRate, Expiry, NegativePolicy, TransferRule } from './wallet-rules.js';
import { configCode } from '../../kernel/config-code.js';

const months = z.int().min(1).max(1_200);
const points = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const rated = z.int().min(1).max(1_000_000);
const NOTICE_DAYS = [30, 7, 1];

/** One wallet of the file, as `walletSave` takes it too. */
export const walletEntry = z.strictObject({
  code: configCode,
  unitName: localisedText(60),
  spendable: z.boolean().default(true),
  pendingDays: z.int().min(0).max(3_650).default(0),
  expiry: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('never') }),
      z.strictObject({ kind: z.literal('rolling'), months }),
      z.strictObject({ kind: z.literal('inactivity'), months }),
      z.strictObject({ kind: z.literal('fixed'), on: z.string().refine(isDay, 'a day: MM-DD of every year, or YYYY-MM-DD') }), // prettier-ignore
    ])
    .default({ kind: 'never' }),
  caps: z.strictObject({ order: points.optional(), day: points.optional(), month: points.optional() }).default({}),
  negative: z
    .discriminatedUnion('policy', [
      z.strictObject({ policy: z.literal('forbid') }),
      z.strictObject({ policy: z.literal('floor'), floor: points }),
      z.strictObject({ policy: z.literal('recover') }),
    ])
    .default({ policy: 'forbid' }),
  transfer: z.strictObject({ perDay: points }).nullable().default(null),
  cash: z
    .strictObject({ points: rated, minor: rated, maxPercent: z.int().min(1).max(100).default(100) })
    .nullable()
    .default(null),
  noticeDays: z.array(z.int().min(1).max(365)).max(5).default(NOTICE_DAYS),
});

const schema = z
  .array(walletEntry)
  .max(50)
  .refine((wallets) => new Set(wallets.map(({ code }) => code)).size === wallets.length, 'two wallets have one code');

export type WalletEntry = z.infer<typeof walletEntry>;

interface Row {
  code: string;
  unitName: string;
  isSpendable: number;
  pendingDays: number;
  expiry: string;
  caps: string | null;
  negative: string | null;
  transfer: string | null;
  cash: string | null;
  noticeDays: string | null;
  status: string;
  version: number;
}

/** `wallets:` of the program file. */
export const walletsSection: ProgramSection<WalletEntry[]> = {
  name: 'wallets',
  schema: schema,

  async read({ sql }) {
    return (await activeWallets(sql)).map(({ entry }) => entry);
  },

  async write({ sql }, wallets) {
    const stored = new Map((await storedWallets(sql)).map((each) => [each.entry.code, each]));
    await sql.run("UPDATE wallets SET status = 'retired'");
    const rows = wallets.map((wallet, position) => ({
      id: configId('wal', wallet.code),
      code: wallet.code,
      unitName: JSON.stringify(wallet.unitName),
      isSpendable: wallet.spendable,
      pendingDays: wallet.pendingDays,
      expiry: JSON.stringify(wallet.expiry),
      caps: JSON.stringify(wallet.caps),
      negative: JSON.stringify(wallet.negative),
      transfer: JSON.stringify(wallet.transfer),
      cash: JSON.stringify(wallet.cash),
      noticeDays: JSON.stringify(wallet.noticeDays),
      position,
      status: 'active',
      version: versionAfter(stored.get(wallet.code), wallet),
    }));
    await upsertRows(sql, 'wallets', ['id'], rows, Object.fromEntries(CHANGED.map((name) => [name, 'replace'])));
  },
};

const CHANGED = ['unitName', 'isSpendable', 'pendingDays', 'expiry', 'caps', 'negative', 'transfer', 'cash', 'noticeDays', 'position', 'status', 'version']; // prettier-ignore

/** A wallet as it is stored, with the version of it that somebody may have seen. */
export interface StoredWallet {
  readonly entry: WalletEntry;
  readonly version: number;
}

/** Those the program has, in its order. */
export async function activeWallets(sql: Sql): Promise<StoredWallet[]> {
  return (await storedWallets(sql)).filter(({ isActive }) => isActive);
}

async function storedWallets(sql: Sql): Promise<(StoredWallet & { readonly isActive: boolean })[]> {
  const rows = await sql.rows<Row>(
    'SELECT code, unitName, isSpendable, pendingDays, expiry, caps, negative, transfer, cash, noticeDays, status, version FROM wallets ORDER BY position, code',
  );
  return rows.map((row) => ({ entry: entryOf(row), version: row.version, isActive: row.status === 'active' }));
}

function entryOf(row: Row): WalletEntry {
  return {
    code: row.code,
    unitName: JSON.parse(row.unitName) as WalletEntry['unitName'],
    spendable: row.isSpendable === 1,
    pendingDays: row.pendingDays,
    expiry: JSON.parse(row.expiry) as Expiry,
    caps: readOr<Caps>(row.caps, {}),
    negative: readOr<NegativePolicy>(row.negative, { policy: 'forbid' }),
    transfer: readOr<TransferRule | null>(row.transfer, null),
    cash: readOr<CashRate | null>(row.cash, null),
    noticeDays: readOr<number[]>(row.noticeDays, NOTICE_DAYS),
  };
}

/** What says the same stays the version it is. */
function versionAfter(stored: StoredWallet | undefined, wallet: WalletEntry): number {
  if (!stored) return 1;
  return digest(stored.entry) === digest(wallet) ? stored.version : stored.version + 1;
}

function readOr<T>(text: string | null, otherwise: T): T {
  return text === null ? otherwise : (JSON.parse(text) as T);
}

/** A day every year has, or one that there is. */
function isDay(text: string): boolean {
  const day = /^\d\d-\d\d$/.test(text) ? `2001-${text}` : text;
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : new Date(NaN);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
