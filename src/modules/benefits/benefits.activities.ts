import type { ActivityType } from '../../kernel/activity.js';
import { ASKS } from './operations.js';

const house = (type: string, en: string, zhCN: string, zhTW: string): ActivityType => ({
  type,
  origin: 'HOUSE',
  description: { en, 'zh-CN': zhCN, 'zh-TW': zhTW },
  ...(ASKS[type] ? { asks: ASKS[type] } : {}),
});

export const benefitActivityTypes: readonly ActivityType[] = [
  house('benefit.given', 'Somebody gave the member a benefit by hand', '人工发放权益', '人工發放權益'),
  house('benefit.claimed', 'The member took a benefit', '领取权益', '領取權益'),
  house('benefit.issued', 'The member got a benefit', '权益已发放', '權益已發放'),
  house('benefit.owed', 'There was none left: the benefit is owed', '权益待兑现', '權益待兌現'),
  house('benefit.exchanged', 'The member paid points for a benefit', '积分兑换权益', '點數兌換權益'),
  house('obligation.settled', 'Somebody settled what was owed', '待兑现权益已处理', '待兌現權益已處理'),
  house('benefit.held', 'A use of a benefit was reserved', '权益冻结', '權益凍結'),
  house('benefit.used', 'The member used a benefit', '权益核销', '權益核銷'),
  house('benefit.released', 'A reserved use was let go', '权益解冻', '權益解凍'),
  house('benefit.reversed', 'A use was taken back', '核销冲正', '核銷沖正'),
  house('benefit.expired', 'A benefit died unused', '权益过期', '權益過期'),
  house('benefit.revoked', 'A benefit was taken back', '权益收回', '權益收回'),
  house('package.given', 'Somebody gave the member a package', '人工发放权益包', '人工發放權益包'),
  house('package.exchanged', 'The member paid points for a package', '积分兑换权益包', '點數兌換權益包'),
  house('package.issued', 'The member got a package', '权益包已发放', '權益包已發放'),
  house('package.revoked', 'A package was taken back', '权益包收回', '權益包收回'),
  house('card.cycle', 'The next cycle of a card of the member has begun', '权益卡新周期开始', '權益卡新週期開始'),
  house('card.ended', 'A card of the member has ended', '权益卡到期', '權益卡到期'),
  house(
    'card.unused',
    'Part of a card is unused, and its cycle ends soon',
    '权益卡本期权益即将到期未用',
    '權益卡本期權益即將到期未用',
  ),
];
