import type { Speech } from '../../kernel/expression/index.js';
import { money } from '../../kernel/expression/index.js';
import type { Times } from '../../kernel/participant.js';
import type { Program } from '../../kernel/program.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { fill } from '../../kernel/refusal.js';
import { offeredOf } from '../benefits/index.js';
import type { TiersPart } from '../tiers/index.js';
import type { PointsFactorType } from './engine.types.js';

/** What multiplied points, in a sentence: by a tier, by a benefit, or by a benefit that is good for a part of the order. */
export const TIMES_TEXTS: Readonly<Record<'TIER' | 'BENEFIT' | 'PART', LocalisedText>> = {
  TIER: {
    en: 'Points times {times} at the tier “{name}”.',
    'zh-CN': '“{name}”等级，积分×{times}。',
    'zh-TW': '「{name}」等級，點數×{times}。',
  },
  BENEFIT: {
    en: 'Points times {times} by the benefit “{name}”.',
    'zh-CN': '权益“{name}”，积分×{times}。',
    'zh-TW': '權益「{name}」，點數×{times}。',
  },
  PART: {
    en: 'Points times {times} by the benefit “{name}”, on {within} of {of}.',
    'zh-CN': '权益“{name}”，其中{within}（共{of}）积分×{times}。',
    'zh-TW': '權益「{name}」，其中 {within}（共 {of}）點數×{times}。',
  },
};

/** A factor as clients are told it. What the program names no more is told by its code. */
export function toPointsFactor(times: Times, program: Program, speech: Speech): PointsFactorType {
  const { kind, code, numerator, denominator, withinMinor, ofMinor } = times;
  const name = (kind === 'TIER' ? tierName(program, code) : offeredOf(program, code)?.name)?.[speech.locale] ?? code;
  const isPart = withinMinor !== undefined && ofMinor !== undefined;
  const about: Record<string, string> = isPart
    ? { within: money(withinMinor, speech), of: money(ofMinor, speech) }
    : {};
  const said = new Intl.NumberFormat(speech.locale, { maximumFractionDigits: 3 }).format(numerator / denominator);
  return {
    kind,
    name,
    numerator,
    denominator,
    sentence: fill(TIMES_TEXTS[isPart ? 'PART' : kind][speech.locale], { times: said, name, ...about }),
  };
}

function tierName({ parts }: Program, code: string): LocalisedText | undefined {
  const { ladders } = parts['tiers'] as TiersPart;
  return ladders.flatMap(({ tiers }) => tiers).find((tier) => tier.code === code)?.name;
}
