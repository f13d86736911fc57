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
  house('fulfilment.addressed', 'The member said where something is sent', '已填写收货地址', '已填寫收件地址'),
  house('fulfilment.shipped', 'Something was shipped to the member', '实物已发货', '實體商品已出貨'),
  house('fulfilment.received', 'What was shipped arrived', '实物已签收', '實體商品已簽收'),
  house('fulfilment.returned', 'What was shipped came back', '实物已退回', '實體商品已退回'),
  house('fulfilment.resent', 'What came back is sent again', '实物将重新寄出', '實體商品將重新寄出'),
  house('fulfilment.cancelled', 'Something is not sent after all', '实物寄送已取消', '實體商品寄送已取消'),
  house('service.booked', 'The member booked a time of a service', '已预约服务时段', '已預約服務時段'),
  house('service.cancelled', 'A booking was cancelled', '预约已取消', '預約已取消'),
  house('service.attended', 'The member came to what was booked', '预约已到店', '預約已到場'),
  house('service.missed', 'The member did not come to what was booked', '预约未到', '預約未到'),
  house('benefit.revoked', 'A benefit was taken back', '权益收回', '權益收回'),
  house('payment.awaited', 'The member buys a benefit, which is kept for it', '购买权益，待支付', '購買權益，待付款'),
  house('payment.confirmed', 'The payment for a benefit was reported', '权益支付已确认', '權益付款已確認'),
  house('payment.released', 'A benefit that was not paid for was let go', '权益购买已取消', '權益購買已取消'),
  house('payment.refunded', 'The payment for a benefit was given back', '权益已退款', '權益已退款'),
];
