import type { ActivityType } from '../../kernel/activity.js';
import { isText } from '../../kernel/expression/index.js';
import type { RuleFunction, SqlAsk, SqlValue, Value } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import { sliceOf } from '../../kernel/participant.js';
import { accountOf } from './balances.js';
import { ASKS } from './operations.js';
import { pointsParticipant } from './points.participant.js';
import { pointsTold } from './points.told.js';

/** A column of the account of a wallet; a member without one has nothing in it. */
const account =
  (column: string) =>
  (ask: SqlAsk, wallet?: Value): SqlValue => {
    const alias = ask.join(
      `points.account ${String(wallet)}`,
      (name) =>
        `LEFT JOIN point_accounts ${name} ON ${name}.memberId = m.id AND ${isText(ask, `${name}.wallet`, String(wallet)).text}`,
      isText(ask, '', String(wallet)).params,
    );
    return { text: `COALESCE(${alias}.${column}, 0)` };
  };

/** What rules may ask about points; the wallet is a literal. */
export const pointsFunctions: readonly RuleFunction<RuleScope>[] = [
  {
    name: 'available',
    parameters: ['string'],
    returns: 'int',
    description: { en: 'Points in a wallet that can be spent', 'zh-CN': '钱包可用积分', 'zh-TW': '錢包可用點數' },
    ...pointsTold.available,
    read: ({ state }, wallet) => accountOf(sliceOf(state, pointsParticipant), wallet as string).available,
    sql: account('available'),
  },
  {
    name: 'earned',
    parameters: ['string'],
    returns: 'int',
    description: {
      en: 'Points ever earned in a wallet, net of refunds',
      'zh-CN': '钱包累计获得积分',
      'zh-TW': '錢包累計獲得點數',
    },
    ...pointsTold.earned,
    read: ({ state }, wallet) => accountOf(sliceOf(state, pointsParticipant), wallet as string).earned,
    sql: account('earned'),
  },
];

const house = (type: string, en: string, zhCN: string, zhTW: string): ActivityType => ({
  type,
  origin: 'HOUSE',
  description: { en, 'zh-CN': zhCN, 'zh-TW': zhTW },
  ...(ASKS[type] ? { asks: ASKS[type] } : {}),
});

export const pointsActivityTypes: readonly ActivityType[] = [
  house('points.given', 'A brand gave points outside the rules', '品牌直接发放积分', '品牌直接發放點數'),
  house('points.spent', 'The member spent points', '消费积分', '消費點數'),
  house('points.held', 'Points were reserved', '积分冻结', '點數凍結'),
  house('points.captured', 'Reserved points were spent', '冻结积分扣除', '凍結點數扣除'),
  house('points.released', 'Reserved points were let go', '冻结积分释放', '凍結點數釋放'),
  house('points.adjusted', 'A balance was corrected by hand', '积分调整', '點數調整'),
  house('points.sent', 'The member gave points to another member', '转赠积分', '轉贈點數'),
  house('points.received', 'The member got points of another member', '获赠积分', '獲贈點數'),
  house('points.expiring', 'Points die soon', '积分即将过期', '點數即將到期'),
  house('points.reversed', 'An earning or a spending was reversed', '积分冲正', '點數沖正'),
];
