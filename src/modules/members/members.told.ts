import type { Attribute, Move, RuleFunction, Value } from '../../kernel/expression/index.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { WHOLE_DAY } from './metrics.js';

/** How sentences tell what rules ask about a member, and how the member moves it. */
type Told = Pick<Attribute<never>, 'label' | 'unit' | 'moves' | 'changes'>;
type WindowTold = Pick<RuleFunction<never>, 'label' | 'unit' | 'moves' | 'changes'>;

const text = (en: string, zhCN: string, zhTW: string): LocalisedText => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW });

const AN_ORDER: Move = { kind: 'ORDER', by: 'renews' };
const MONEY = { unit: 'MONEY' } as const;
const TIMELY = { changes: 'read' } as const;

export const attributesTold: Readonly<Record<string, Told>> = {
  'member.status': { label: text('Status', '状态', '狀態') },
  'activity.amountMinor': { ...MONEY, label: text('Amount', '金额', '金額') },
  'activity.occurredAt': TIMELY,
  now: TIMELY,
  'metrics.orders': { moves: [{ kind: 'ORDER', by: 'adds' }] },
  'metrics.spendMinor': { ...MONEY, label: text('Net spend', '净消费额', '淨消費額'), moves: [{ kind: 'SPEND', by: 'adds' }] },
  'metrics.averageOrderMinor': { ...MONEY, label: text('Average order', '笔单价', '筆單價'), moves: [{ kind: 'SPEND', by: 'reaches' }] },
  'metrics.interactions': { moves: [{ kind: 'INTERACT', by: 'adds' }] },
  'metrics.firstOrderAt': { moves: [AN_ORDER] },
  'metrics.lastOrderAt': { moves: [AN_ORDER] },
  'metrics.lastActivityAt': { moves: [{ kind: 'INTERACT', by: 'renews' }] },
  'metrics.recencyDays': { ...TIMELY, unit: 'DAYS', label: text('Days since the last order', '距末单天数', '距末單天數'), moves: [AN_ORDER] },
}; // prettier-ignore

const within = (days: Value | undefined, [en, zhCN, zhTW]: readonly [string, string, string]): LocalisedText =>
  text(
    `${en} of the last ${String(days)} day${days === 1 ? '' : 's'}`,
    `近${String(days)}天${zhCN}`,
    `近${String(days)}天${zhTW}`,
  );

export const functionsTold: Readonly<Record<string, WindowTold>> = {
  orders: {
    ...TIMELY,
    label: (days) => within(days, ['Orders', '订单数', '訂單數']),
    moves: [{ kind: 'ORDER', by: 'adds' }],
  },
  interactionDays: {
    ...TIMELY,
    label: (days) => within(days, ['Days with an interaction', '有互动的天数', '有互動的天數']),
  },
  interactions: {
    ...TIMELY,
    label: (days) => within(days, ['Interactions', '互动次数', '互動次數']),
    moves: [{ kind: 'INTERACT', by: 'adds' }],
  },
  spend: {
    ...TIMELY,
    ...MONEY,
    label: (category, days) =>
      within(
        days,
        category === WHOLE_DAY
          ? ['Net spend', '净消费额', '淨消費額']
          : [`Net spend on ${String(category)}`, `${String(category)}净消费额`, `${String(category)}淨消費額`],
      ),
    moves: [{ kind: 'SPEND', by: 'adds', about: 0 }],
  },
};
