import { z } from 'zod';
import { configId } from '../../kernel/id.js';
import { localisedText } from '../../kernel/localised-text.js';
import type { ProgramSection } from '../../kernel/program.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { upsertRows } from '../../kernel/rows.js';
import type { EarnEffect, Granted } from './rules.js';
import { configCode } from '../../kernel/config-code.js';

const code = configCode;
const name = localisedText(80);
const instant = z.iso.datetime({ offset: true });

const earn = z.strictObject({
  wallet: code,
  points: z.int().min(1).max(1_000_000_000),
  perMinor: z.int().min(1).max(1_000_000_000_000).optional(),
  rounding: z.enum(['half-up', 'floor']).default('half-up'),
});

const grant = z.union(
  [z.strictObject({ benefit: code, quantity: z.int().min(1).max(20).default(1) }), z.strictObject({ package: code })],
  { error: 'what is granted is `benefit` and `quantity` (1 to 20), or `package`' },
);

const rule = z.strictObject({
  code,
  name,
  on: z.string().min(1).max(64),
  when: z.string().min(1).max(4_000).nullable().default(null),
  kind: z.enum(['right', 'incentive']).default('right'),
  earn: z.array(earn).max(20).default([]),
  /** Benefits it issues, and packages. */
  grant: z.array(grant).max(20).default([]),
  from: instant.nullable().default(null),
  until: instant.nullable().default(null),
});

const someEffect = rule.refine(({ earn: points, grant: benefits }) => points.length + benefits.length > 0, 'a rule gives points or benefits'); // prettier-ignore

const campaign = z.strictObject({ code, name, rules: z.array(someEffect).max(500) });

const schema = z
  .array(campaign)
  .max(200)
  .refine((campaigns) => {
    const codes = campaigns.flatMap(({ rules }) => rules.map((each) => each.code));
    return new Set(codes).size === codes.length;
  }, 'two rules have one code');

export type CampaignEntry = z.infer<typeof campaign>;
export type RuleEntry = z.infer<typeof rule>;

interface RuleRow {
  campaign: string;
  code: string;
  name: string;
  on: string;
  when: string | null;
  kind: RuleEntry['kind'];
  effects: string;
  grants: string | null;
  validFrom: number | null;
  validUntil: number | null;
}

/** `campaigns:` of the program file: by now, the base program of earning rules. */
export const campaignsSection: ProgramSection<CampaignEntry[]> = {
  name: 'campaigns',
  schema: schema,

  async read({ sql }) {
    const campaigns = await sql.rows<{ code: string; name: string }>(
      "SELECT code, name FROM campaigns WHERE status = 'active' ORDER BY position, code",
    );
    const rules = await sql.rows<RuleRow>(
      "SELECT campaign, code, name, `on`, `when`, kind, effects, grants, validFrom, validUntil FROM campaign_rules WHERE status = 'active' ORDER BY position, code",
    );
    return campaigns.map((row) => ({
      code: row.code,
      name: JSON.parse(row.name) as LocalisedText,
      rules: rules.filter((each) => each.campaign === row.code).map(entryOf),
    }));
  },

  async write({ sql }, campaigns) {
    await sql.run("UPDATE campaigns SET status = 'retired'");
    await sql.run("UPDATE campaign_rules SET status = 'retired'");
    const rows = campaigns.map((each, position) => ({
      id: configId('cmp', each.code),
      code: each.code,
      name: JSON.stringify(each.name),
      position,
      status: 'active',
    }));
    await upsertRows(sql, 'campaigns', ['id'], rows, { name: 'replace', position: 'replace', status: 'replace' });
    const rules = campaigns.flatMap((each) => each.rules.map((one, position) => rowOf(each.code, one, position)));
    const update = { campaign: 'replace', name: 'replace', on: 'replace', when: 'replace', kind: 'replace', effects: 'replace', grants: 'replace', validFrom: 'replace', validUntil: 'replace', position: 'replace', status: 'replace' } as const; // prettier-ignore
    await upsertRows(sql, 'campaign_rules', ['id'], rules, update);
  },
};

function rowOf(of: string, entry: RuleEntry, position: number) {
  return {
    id: configId('rul', entry.code),
    code: entry.code,
    campaign: of,
    name: JSON.stringify(entry.name),
    on: entry.on,
    when: entry.when,
    kind: entry.kind,
    effects: JSON.stringify(entry.earn),
    grants: entry.grant.length === 0 ? null : JSON.stringify(entry.grant),
    validFrom: entry.from === null ? null : Date.parse(entry.from),
    validUntil: entry.until === null ? null : Date.parse(entry.until),
    position,
    status: 'active',
  };
}

function entryOf(row: RuleRow): RuleEntry {
  return {
    code: row.code,
    name: JSON.parse(row.name) as LocalisedText,
    on: row.on,
    when: row.when,
    kind: row.kind,
    earn: JSON.parse(row.effects) as EarnEffect[],
    grant: row.grants === null ? [] : (JSON.parse(row.grants) as Granted[]),
    from: row.validFrom === null ? null : new Date(row.validFrom).toISOString(),
    until: row.validUntil === null ? null : new Date(row.validUntil).toISOString(),
  };
}
