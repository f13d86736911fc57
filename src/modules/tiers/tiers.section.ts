import { z } from 'zod';
import { CONFIG_CODE, configId } from '../../kernel/id.js';
import { localisedText } from '../../kernel/localised-text.js';
import type { ProgramSection } from '../../kernel/program.js';
import { upsertRows } from '../../kernel/rows.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import type { Entry, PackItem } from './ladder.js';

const code = z.string().regex(CONFIG_CODE, 'a code has 2 to 26 small letters, digits and hyphens');
const name = localisedText(60);

const entry = z
  .strictObject({
    measure: z.enum(['points', 'spend', 'orders']),
    wallet: code.optional(),
    atLeast: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
    days: z.int().min(1).max(3_660).optional(),
  })
  .refine(({ measure, wallet }) => (measure === 'points') === (wallet !== undefined), {
    message: 'a wallet goes with the measure points, and only with it',
  });

const tier = z.strictObject({
  code,
  name,
  rank: z.int().min(0).max(100),
  entry: entry.nullable().default(null),
  upgradePack: z
    .array(z.strictObject({ wallet: code, points: z.int().min(1).max(1_000_000_000) }))
    .max(20)
    .default([]),
});

const ladder = z
  .strictObject({ code, name, tiers: z.array(tier).min(1).max(50) })
  .refine(({ tiers }) => tiers.filter((each) => each.entry === null).length === 1, {
    message: 'exactly one tier, the start, has no entry rule',
  })
  .refine(({ tiers }) => tiers.every((each, at) => at === 0 || each.rank > (tiers[at - 1]?.rank ?? -1)), {
    message: 'tiers stand in order of their ranks, each rank once',
  })
  .refine(({ tiers }) => tiers[0]?.entry === null, { message: 'the first tier is the start and has no entry rule' });

const schema = z
  .array(ladder)
  .max(10)
  .refine(
    (ladders) => isUnique(ladders.flatMap((each) => each.tiers.map((one) => one.code))),
    'two tiers have one code',
  );

export type LadderEntry = z.infer<typeof ladder>;

interface TierRow {
  ladder: string;
  code: string;
  name: string;
  rank: number;
  entry: string | null;
  upgradePack: string;
}

/** `ladders:` of the program file. */
export const laddersSection: ProgramSection<LadderEntry[]> = {
  name: 'ladders',
  schema: schema,

  async read({ sql }) {
    const ladders = await sql.rows<{ code: string; name: string }>(
      "SELECT code, name FROM tier_ladders WHERE status = 'active' ORDER BY position, code",
    );
    const tiers = await sql.rows<TierRow>(
      "SELECT ladder, code, name, `rank`, entry, upgradePack FROM tiers WHERE status = 'active' ORDER BY ladder, `rank`",
    );
    return ladders.map((row) => ({
      code: row.code,
      name: JSON.parse(row.name) as LocalisedText,
      tiers: tiers.filter(({ ladder: of }) => of === row.code).map(entryOf),
    }));
  },

  async write({ sql }, ladders) {
    await sql.run("UPDATE tier_ladders SET status = 'retired'");
    await sql.run("UPDATE tiers SET status = 'retired'");
    const rows = ladders.map((each, position) => ({
      id: configId('lad', each.code),
      code: each.code,
      name: JSON.stringify(each.name),
      position,
      status: 'active',
    }));
    await upsertRows(sql, 'tier_ladders', ['id'], rows, { name: 'replace', position: 'replace', status: 'replace' });
    const tiers = ladders.flatMap((each) =>
      each.tiers.map((one) => ({
        id: configId('tie', one.code),
        ladder: each.code,
        code: one.code,
        name: JSON.stringify(one.name),
        rank: one.rank,
        entry: one.entry ? JSON.stringify(one.entry) : null,
        upgradePack: JSON.stringify(one.upgradePack),
        status: 'active',
      })),
    );
    const update = { ladder: 'replace', name: 'replace', rank: 'replace', entry: 'replace', upgradePack: 'replace', status: 'replace' } as const; // prettier-ignore
    await upsertRows(sql, 'tiers', ['id'], tiers, update);
  },
};

function entryOf(row: TierRow): LadderEntry['tiers'][number] {
  return {
    code: row.code,
    name: JSON.parse(row.name) as LocalisedText,
    rank: row.rank,
    entry: row.entry ? (JSON.parse(row.entry) as Entry) : null,
    upgradePack: JSON.parse(row.upgradePack) as PackItem[],
  };
}

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
