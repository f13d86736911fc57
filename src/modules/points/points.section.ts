import { z } from 'zod';
import { CONFIG_CODE, configId } from '../../kernel/id.js';
import { localisedText } from '../../kernel/localised-text.js';
import type { ProgramSection } from '../../kernel/program.js';
import { upsertRows } from '../../kernel/rows.js';
import type { Expiry } from './lots.js';

const wallet = z.strictObject({
  code: z.string().regex(CONFIG_CODE, 'a code has 2 to 26 small letters, digits and hyphens'),
  unitName: localisedText(60),
  spendable: z.boolean().default(true),
  pendingDays: z.int().min(0).max(3_650).default(0),
  expiry: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('never') }),
      z.strictObject({ kind: z.literal('rolling'), months: z.int().min(1).max(1_200) }),
    ])
    .default({ kind: 'never' }),
});

const schema = z
  .array(wallet)
  .max(50)
  .refine((wallets) => new Set(wallets.map(({ code }) => code)).size === wallets.length, 'two wallets have one code');

export type WalletEntry = z.infer<typeof wallet>;

interface Row {
  code: string;
  unitName: string;
  isSpendable: number;
  pendingDays: number;
  expiry: string;
}

/** `wallets:` of the program file. */
export const walletsSection: ProgramSection<WalletEntry[]> = {
  name: 'wallets',
  schema: schema,

  async read({ sql }) {
    const rows = await sql.rows<Row>(
      "SELECT code, unitName, isSpendable, pendingDays, expiry FROM wallets WHERE status = 'active' ORDER BY position, code",
    );
    return rows.map((row) => ({
      code: row.code,
      unitName: JSON.parse(row.unitName) as WalletEntry['unitName'],
      spendable: row.isSpendable === 1,
      pendingDays: row.pendingDays,
      expiry: JSON.parse(row.expiry) as Expiry,
    }));
  },

  async write({ sql }, wallets) {
    await sql.run("UPDATE wallets SET status = 'retired'");
    const rows = wallets.map(({ code, unitName, spendable, pendingDays, expiry }, position) => ({
      id: configId('wal', code),
      code,
      unitName: JSON.stringify(unitName),
      isSpendable: spendable,
      pendingDays,
      expiry: JSON.stringify(expiry),
      position,
      status: 'active',
    }));
    await upsertRows(sql, 'wallets', ['id'], rows, {
      unitName: 'replace',
      isSpendable: 'replace',
      pendingDays: 'replace',
      expiry: 'replace',
      position: 'replace',
      status: 'replace',
    });
  },
};
