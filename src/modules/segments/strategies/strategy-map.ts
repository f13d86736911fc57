import type { RequestContext } from '../../../kernel/graphql/context.js';
import { textIn } from '../../../kernel/graphql/locale.js';
import { translationsOf } from '../../../kernel/graphql/localised.js';
import { marks } from '../../../kernel/rows.js';
import { audiencesOf, segmentType, segmentTypeByCode } from '../segment-type.js';
import { storedOnce } from '../segments.queries.js';
import { strategyPresets } from './presets.js';
import { segmentOfPreset } from './segment-of-preset.js';
import type { StrategyCoverageType, SegmentStrategyType } from './strategies.types.js';
import type { StrategyEntry } from './strategy.schema.js';
import { keyOf } from './strategy.schema.js';

/** The strategies of the program, and the presets it never took over; of one industry, or of all. */
export async function strategyMap(context: RequestContext, industry: string | null): Promise<SegmentStrategyType[]> {
  const { strategies } = await storedOnce(context);
  const known = new Set(strategies.map(({ entry }) => keyOf(entry)));
  const own = strategies
    .filter(({ isRetired }) => !isRetired)
    .map(({ entry, version }) => strategyType(context, entry, version));
  const presets = strategyPresets
    .filter((preset) => !known.has(keyOf(preset)))
    .map(({ rule: _, ...preset }) => strategyType(context, { ...preset, segments: [], live: false }, null));
  return [...own, ...presets].filter((each) => industry === null || each.industry === industry);
}

/** One of them by its key; null when there is none. */
export async function strategyNamed(context: RequestContext, key: string): Promise<SegmentStrategyType | null> {
  return (await strategyMap(context, null)).find((each) => each.key === key) ?? null;
}

function strategyType(context: RequestContext, entry: StrategyEntry, version: number | null): SegmentStrategyType {
  const { pain, strategy, kind, segments, live, ...rest } = entry;
  const preset = strategyPresets.find((each) => keyOf(each) === keyOf(entry));
  const named = segments.flatMap((code) => segmentTypeByCode(context, code) ?? []);
  const answering = preset ? segmentOfPreset(audiencesOf(context), preset) : null;
  const texts = { pain, strategy, ...(kind ? { kind } : {}) };
  return {
    ...rest,
    key: keyOf(entry),
    pain: textIn(context, pain),
    strategy: textIn(context, strategy),
    kind: kind && textIn(context, kind),
    rule: preset?.rule ?? null,
    segments: named,
    segment: named[0] ?? (answering && segmentType(context, answering)),
    isLive: live,
    isPreset: version === null,
    version,
    texts,
    translations: translationsOf(texts),
  };
}

/** How far the pains of the program are answered to; of one industry, or of all. */
export async function coverageOf(context: RequestContext, industry: string | null): Promise<StrategyCoverageType> {
  const { strategies } = await storedOnce(context);
  const entries = strategies
    .filter(({ entry, isRetired }) => !isRetired && (industry === null || entry.industry === industry))
    .map(({ entry }) => entry);
  const live = entries.filter((entry) => entry.live);
  const { members, reached } = await membersWithin(context, segmentsOf(entries), segmentsOf(live));
  const [all] = await context.session.sql.rows<{ n: number }>("SELECT COUNT(*) AS n FROM members WHERE status = 'active'"); // prettier-ignore
  return {
    pains: entries.length,
    live: live.length,
    share: entries.length === 0 ? null : live.length / entries.length,
    members,
    reached,
    ofMembers: all?.n ?? 0,
  };
}

const segmentsOf = (entries: readonly StrategyEntry[]) => [...new Set(entries.flatMap(({ segments }) => segments))];

/** Members in some segments, each once, and those of them in some that are live. */
async function membersWithin({ session }: RequestContext, segments: readonly string[], live: readonly string[]) {
  if (segments.length === 0) return { members: 0, reached: 0 };
  const isLive = live.length === 0 ? 'NULL' : `CASE WHEN segment IN ${marks(live)} THEN memberId END`;
  const [row] = await session.sql.rows<{ members: number; reached: number }>(
    `SELECT COUNT(DISTINCT memberId) AS members, COUNT(DISTINCT ${isLive}) AS reached FROM segment_members WHERE segment IN ${marks(segments)}`,
    [...live, ...segments],
  );
  return row ?? { members: 0, reached: 0 };
}
