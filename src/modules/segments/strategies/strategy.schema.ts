import { z } from 'zod';
import { localisedText } from '../../../kernel/localised-text.js';
import { asTexts } from '../../../kernel/refusal.js';
import { saying } from '../../../kernel/wrong-value.js';
import { configCode } from '../../../kernel/config-code.js';

/** The way of a member: 认知, 转化, 复购, 推荐. */
export const STAGES = ['awareness', 'conversion', 'repurchase', 'recommendation'] as const;
export type Stage = (typeof STAGES)[number];

const code = configCode;

/** A pain and what is done about it, as the program file has it. */
export const strategyEntry = z.strictObject({
  industry: code,
  code,
  stage: z.enum(STAGES),
  pain: localisedText(120),
  strategy: localisedText(120),
  /** What is given or asked, in words: a coupon, a task. */
  kind: localisedText(120).nullable().default(null),
  /** Whom it is for, by the codes of segments. */
  segments: z
    .array(code)
    .max(10)
    .refine(
      (codes) => new Set(codes).size === codes.length,
      saying(asTexts('a segment is named twice', '人群重复', '受眾重複')),
    )
    .default([]),
  live: z.boolean().default(false),
});

export const strategyEntries = z
  .array(strategyEntry)
  .max(300)
  .refine((entries) => new Set(entries.map(keyOf)).size === entries.length, 'an industry has two pains with one code')
  .default([]);

export type StrategyEntry = z.infer<typeof strategyEntry>;

/** Names a pain among all: the same code may stand in several industries. */
export function keyOf({ industry, code: of }: Pick<StrategyEntry, 'industry' | 'code'>): string {
  return `${industry}.${of}`;
}
