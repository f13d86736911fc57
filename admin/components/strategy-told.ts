import { texts } from './page-state';
import type { Said, Translation } from './segment-draft';
import { NOTHING, saidIn } from './segment-draft';

export interface SegmentNamed {
  readonly id: string;
  readonly name: string;
  readonly size?: number | null;
}

export type StageName = keyof ReturnType<typeof texts>['strategies']['stages'];

export interface Strategy {
  readonly key: string;
  readonly industry: string;
  readonly code: string;
  readonly stage: StageName;
  readonly pain: string;
  readonly strategy: string;
  readonly kind: string | null;
  readonly rule: string | null;
  readonly isLive: boolean;
  readonly isPreset: boolean;
  readonly version: number | null;
  readonly segments: readonly SegmentNamed[];
  readonly segment: SegmentNamed | null;
  readonly translations: readonly Translation[];
}

/** What the server tells of the map. */
export interface MapTold {
  readonly segments: readonly SegmentNamed[];
  readonly industries: readonly string[];
  readonly industry: string;
  readonly strategies: readonly Strategy[];
  readonly coverage: {
    readonly pains: number;
    readonly live: number;
    readonly share: number | null;
    readonly members: number;
    readonly reached: number;
    readonly ofMembers: number;
  };
}

export const STAGES: readonly StageName[] = ['AWARENESS', 'CONVERSION', 'REPURCHASE', 'RECOMMENDATION'];

/** What an industry is called; its code, where it is one of the program's own. */
export function industryName(industry: string): string {
  return (texts().strategies.industries as Readonly<Record<string, string>>)[industry] ?? industry;
}

/** A strategy as the form holds it. */
export interface StrategyDraft {
  readonly industry: string;
  readonly code: string;
  readonly stage: StageName;
  readonly pain: Said;
  readonly strategy: Said;
  readonly kind: Said;
  readonly segmentIds: readonly string[];
  readonly isLive: boolean;
}

/** Begins with what is there; a pain without a segment with the one that answers to it. */
export function strategyDraftOf(strategy: Strategy | null, industry: string): StrategyDraft {
  if (!strategy) return { industry, code: '', stage: 'AWARENESS', pain: NOTHING, strategy: NOTHING, kind: NOTHING, segmentIds: [], isLive: false }; // prettier-ignore
  const { code, stage, segments, segment, isLive, translations } = strategy;
  const named = segments.length > 0 ? segments : segment ? [segment] : [];
  return {
    industry: strategy.industry,
    code,
    stage,
    pain: saidIn(translations, 'pain'),
    strategy: saidIn(translations, 'strategy'),
    kind: saidIn(translations, 'kind'),
    segmentIds: named.map(({ id }) => id),
    isLive,
  };
}
