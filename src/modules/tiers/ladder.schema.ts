import { z } from 'zod';
import { localisedText } from '../../kernel/localised-text.js';
import { asTexts } from '../../kernel/refusal.js';
import { saying } from '../../kernel/wrong-value.js';
import { requireSound } from './ladder-sound.js';
import { configCode } from '../../kernel/config-code.js';

const code = configCode;
const name = localisedText(60);
const MAX = Number.MAX_SAFE_INTEGER;

const entry = z
  .strictObject({
    measure: z.enum(['points', 'spend', 'orders']),
    wallet: code.optional(),
    atLeast: z.int().min(1).max(MAX),
    days: z.int().min(1).max(3_660).optional(),
    year: z.enum(['calendar', 'membership']).optional(),
  })
  .refine(
    ({ measure, wallet }) => (measure === 'points') === (wallet !== undefined),
    saying(
      asTexts(
        'a wallet goes with the measure points, and only with it',
        '按积分计算时须填写积分类型，其他情况不填',
        '按點數計算時須填寫點數類型，其他情況不填',
      ),
    ),
  )
  .refine(
    ({ days, year }) => days === undefined || year === undefined,
    saying(
      asTexts(
        'a window is so many days or a year, not both',
        '统计周期为天数或年度，只能选其一',
        '統計週期為天數或年度，只能選其一',
      ),
    ),
  );

const condition = z.strictObject({ when: z.string().min(1).max(4_000) });
const requirement = z.union([entry, condition], {
  error: ({ input }) => (isObject(input) && 'when' in input ? 'a condition is `when`, and nothing else' : undefined),
});

const validity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ever') }),
  z.strictObject({ kind: z.literal('months'), months: z.int().min(1).max(1_200) }),
  z.strictObject({ kind: z.literal('calendar-year') }),
  z.strictObject({ kind: z.literal('membership-year') }),
]);

const part = z.int().min(1).max(1_000);

const packItem = z.union(
  [
    z.strictObject({ wallet: code, points: z.int().min(1).max(1_000_000_000) }),
    z.strictObject({ benefit: code, quantity: z.int().min(1).max(20).default(1) }),
    z.strictObject({ package: code }),
  ],
  {
    error:
      'an item of a pack is `wallet` and `points` (1 to 1,000,000,000), or `benefit` and `quantity` (1 to 20), or `package`',
  },
);

/** One tier of the file, as `tierSave` takes it too. */
export const tierEntry = z.strictObject({
  code,
  name,
  rank: z.int().min(0).max(100),
  entry: requirement.nullable().default(null),
  keep: requirement.nullable().default(null),
  validity: validity.default({ kind: 'ever' }),
  graceDays: z.int().min(0).max(366).default(0),
  downgrade: z.enum(['none', 'one-step', 'to-fit']).default('one-step'),
  invitedOnly: z.boolean().default(false),
  multiplier: z
    .strictObject({ numerator: part, denominator: part, wallets: z.array(code).min(1).max(20).optional() })
    .nullable()
    .default(null),
  perks: z.array(localisedText(120)).max(30).default([]),
  upgradePack: z.array(packItem).max(20).default([]),
});

/** A ladder whatever it says: what an older release has stored is one too. */
export const ladderShape = z.strictObject({
  code,
  name,
  nearPercent: z.int().min(1).max(99).nullable().default(null),
  endingDays: z.int().min(1).max(365).nullable().default(null),
  tiers: z.array(tierEntry).min(1).max(50),
});

/** One ladder of the file. */
export const ladderEntry = ladderShape.superRefine((ladder, context) => {
  requireSound(ladder, (text, ...path) => context.addIssue({ code: 'custom', path, ...saying(text) }));
});

/** `ladders:` of the file. */
export const laddersSchema = z
  .array(ladderEntry)
  .max(10)
  .refine(
    (ladders) => isUnique(ladders.flatMap(({ tiers }) => tiers.map((each) => each.code))),
    'two tiers have one code',
  ) // prettier-ignore
  .refine((ladders) => isUnique(ladders.map((each) => each.code)), 'two ladders have one code');

export type TierEntry = z.infer<typeof tierEntry>;
export type LadderEntry = z.infer<typeof ladderShape>;

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
