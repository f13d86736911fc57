import { localisedFile } from '../localised-file.js';
import type { StrategyInput } from './strategies.types.js';

/** A strategy as the program file has it. */
export function strategyFile({ segmentIds, isLive, pain, strategy, kind, ...rest }: StrategyInput): object {
  return {
    ...rest,
    pain: localisedFile(pain),
    strategy: localisedFile(strategy),
    kind: kind ? localisedFile(kind) : null,
    segments: segmentIds.map((id) => (id.startsWith('seg_') ? id.slice('seg_'.length) : id)),
    live: isLive,
  };
}
