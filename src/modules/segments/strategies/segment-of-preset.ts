import type { Audience } from '../audience.js';
import type { StrategyPreset } from './presets.js';

/** The segment of a program that answers to a preset: of the same rule, or of its code. */
export function segmentOfPreset(
  audiences: ReadonlyMap<string, Audience>,
  { rule, code }: Pick<StrategyPreset, 'rule' | 'code'>,
): Audience | null {
  return [...audiences.values()].find((each) => each.rule?.source === rule) ?? audiences.get(code) ?? null;
}
