import { startOfDay } from '../../../kernel/calendar.js';
import { NEVER_THERE } from '../../benefits/index.js';
import { counted } from '../counted.js';
import type { Metric, Question } from '../metric.js';
import { LAYERING, LEVEL } from '../parameters.js';
import { within } from '../standing.js';
import { joined, listed, nothing, sql, Statement } from '../statement.js';

/** Whether members of a layer have what is meant for them. */
export const benefitCoverage: Metric = {
  key: 'benefitCoverage',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Coverage by benefits', 'zh-CN': '权益覆盖率', 'zh-TW': '權益覆蓋率' },
  numerator: {
    en: 'of these, members who have a right of the level that can be used then',
    'zh-CN': '其中当时持有该级别可用权益的会员',
    'zh-TW': '其中當時持有該級別可用權益的會員',
  },
  denominator: { en: 'members of the layer', 'zh-CN': '该分层的会员', 'zh-TW': '該分層的會員' },
  definition: {
    en: 'The part of the members of a layer who hold a benefit of a level, or have a standing right of it, when the period ends or now, whichever is earlier. Standing rights are asked by their rules of members as they are now. By layer each is told of; for the top layer the aim is 100 %.',
    'zh-CN':
      '某分层会员中在期末（不晚于当前）持有指定级别权益或享有该级别常设权益的比例。常设权益按规则、以会员当前状态判定。可按分层查看，顶层目标为100%。',
    'zh-TW':
      '某分層會員中在期末（不晚於目前）持有指定級別權益或享有該級別常設權益的比例。常設權益按規則、以會員目前狀態判定。可按分層檢視，頂層目標為100%。',
  },
  by: ['LAYER'],
  parameters: [
    {
      name: 'layer',
      kind: 'SEGMENT',
      usual: 'layer-high-loyalty',
      description: {
        en: 'Code of the layer, where it is not told by layer',
        'zh-CN': '分层代码（不按分层细分时）',
        'zh-TW': '分層代碼（不按分層細分時）',
      },
    },
    LEVEL,
    LAYERING,
  ],
  isHostOnly: true,
  tables: (question) => [covered(question)],
  finalOn: ({ today }, { to }) => (to < today ? to : today),
};

function covered(question: Question): Statement {
  const { by, layering, segments, to, zone, now } = question;
  const codes = by === 'LAYER' ? layering.layers.map(({ code }) => code) : [segments['layer'] ?? ''];
  const names = codes.map((code, step) => sql` WHEN ${step} THEN ${code}`);
  const slot = by === 'LAYER' && codes.length > 0 ? sql`CASE x.step${joined(names, '')} END` : sql`0`;
  const { joins, isCovered } = standing(question);
  const at = Math.min(startOfDay(to, zone), now);
  return sql`SELECT x.memberId, ${slot} AS slot, CASE WHEN h.memberId IS NOT NULL OR ${isCovered} THEN 1 ELSE 0 END AS numerator, 1 AS denominator
    FROM (${within(codes, { day: to, zone })}) x JOIN members m ON m.id = x.memberId LEFT JOIN (${holders(question, at)}) h ON h.memberId = m.id${joins} WHERE ${counted(question)}`;
}

/** Who has a standing right of the level. */
function standing({ benefits }: Question): { readonly joins: Statement; readonly isCovered: Statement } {
  const rule = benefits.standing();
  if (rule === undefined) return { joins: nothing, isCovered: sql`1 = 0` };
  if (rule === null) return { joins: nothing, isCovered: sql`1 = 1` };
  return {
    joins: new Statement(rule.joins.text, rule.joins.params),
    isCovered: new Statement(rule.where.text, rule.where.params),
  };
}

/** Who held something of the level that could be used at an instant. */
function holders({ benefits: { ofLevel } }: Question, at: number): Statement {
  if (ofLevel.length === 0) return sql`SELECT g.memberId FROM grants g WHERE 1 = 0`;
  return sql`SELECT DISTINCT g.memberId FROM grants g WHERE g.benefit IN (${listed(ofLevel)}) AND g.usableFrom <= ${at}
    AND (COALESCE(g.endedAt, g.expiresAt) IS NULL OR COALESCE(g.endedAt, g.expiresAt) > ${at}) AND NOT ${new Statement(NEVER_THERE, [])}`;
}
