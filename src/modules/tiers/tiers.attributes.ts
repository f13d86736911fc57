import type { ActivityType } from '../../kernel/activity.js';
import type { Attribute, Move, SqlAsk, SqlValue } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import type { State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import type { TierRule } from './ladder.js';
import type { TiersPart } from './compile.js';
import { startOf, tierOf } from './ladder.js';
import { tiersParticipant } from './tiers.participant.js';

/** Rules speak of the first ladder as "the tier". */
function mainTier(state: State): TierRule | undefined {
  const [ladder] = (state.parts[tiersParticipant.name] as TiersPart).ladders;
  return ladder && tierOf(ladder, sliceOf(state, tiersParticipant).get(ladder.code)?.tier);
}

/** Like `tierOf`: who has no standing, or one on a tier retired since, stands at the start. */
function ofMainTier(ask: SqlAsk, of: (tier: TierRule) => string | number): SqlValue {
  const [ladder] = (ask.parts[tiersParticipant.name] as TiersPart | undefined)?.ladders ?? [];
  if (!ladder) return { text: 'NULL' };
  const standing = ask.join(
    'tiers.main',
    (alias) => `LEFT JOIN tier_standings ${alias} ON ${alias}.memberId = m.id AND ${alias}.ladder = ?`,
    [ladder.code],
  );
  const whens = ladder.tiers.map(() => 'WHEN ? THEN ?').join(' ');
  const params = ladder.tiers.flatMap((tier) => [tier.code, of(tier)]);
  return {
    text: `(CASE ${standing}.tier ${whens} ELSE ? END)`,
    params: [...params, of(startOf(ladder))],
  };
}
/** By whatever the ladder asks of who enters: spend or orders. */
const CLIMBING: readonly Move[] = [
  { kind: 'SPEND', by: 'reaches' },
  { kind: 'ORDER', by: 'reaches' },
];

export const tierAttributes: readonly Attribute<RuleScope>[] = [
  {
    name: 'tier.code',
    type: 'string',
    description: { en: 'Code of the tier on the first ladder', 'zh-CN': '等级代码', 'zh-TW': '等級代碼' },
    label: { en: 'Tier', 'zh-CN': '等级', 'zh-TW': '等級' },
    moves: CLIMBING,
    isForPartners: true,
    read: ({ state }) => mainTier(state)?.code,
    sql: (ask) => ofMainTier(ask, ({ code }) => code),
  },
  {
    name: 'tier.rank',
    type: 'int',
    description: { en: 'Rank of the tier on the first ladder', 'zh-CN': '等级序号', 'zh-TW': '等級序號' },
    label: { en: 'Rank of the tier', 'zh-CN': '等级序号', 'zh-TW': '等級序號' },
    moves: CLIMBING,
    isForPartners: true,
    read: ({ state }) => mainTier(state)?.rank,
    sql: (ask) => ofMainTier(ask, ({ rank }) => rank),
  },
];

export const tierActivityTypes: readonly ActivityType[] = [
  {
    type: 'tier.changed',
    origin: 'HOUSE',
    description: { en: 'The member reached another tier', 'zh-CN': '等级变更', 'zh-TW': '等級變更' },
    secret: { ofAllBrands: ['had'], ofHost: ['byKind', 'byId'] },
  },
  {
    type: 'tier.set',
    origin: 'HOUSE',
    description: { en: 'The tier was set by hand', 'zh-CN': '手动设定等级', 'zh-TW': '手動設定等級' },
    asks: (payload) => [{ kind: 'tiers.set', reason: 'set by hand', intent: payload }],
    secret: { ofHost: ['byKind', 'byId'] },
  },
  {
    type: 'tier.near',
    origin: 'HOUSE',
    description: { en: 'The next tier is near', 'zh-CN': '即将升级', 'zh-TW': '即將升級' },
    secret: { ofAllBrands: ['had', 'missing'] },
  },
  {
    type: 'tier.ending',
    origin: 'HOUSE',
    description: { en: 'The tier ends soon unless it is kept', 'zh-CN': '等级即将到期', 'zh-TW': '等級即將到期' },
    secret: { ofAllBrands: ['had', 'missing'] },
  },
];
