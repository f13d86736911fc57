import type { Nouns, RefusalTexts } from '../../../kernel/refusal.js';
import type { Why } from './standing.js';

export const paidForRefusals: RefusalTexts = {
  PAID_FOR_BENEFIT: {
    en: 'These points paid for a benefit the member would keep: {noun:why}.',
    'zh-CN': '这些积分已用于兑换权益，冲正后会员仍会保留该权益：{noun:why}。',
    'zh-TW': '這些點數已用於兌換權益，沖正後會員仍會保留該權益：{noun:why}。',
  },
};

/** What to do first, by reason. */
export const paidForNouns: Nouns & Readonly<Record<Why, unknown>> = {
  PURCHASED: {
    en: 'money was paid as well, give both back with benefitPurchaseRefund',
    'zh-CN': '该权益同时支付了货币，请使用 benefitPurchaseRefund 一并退还',
    'zh-TW': '該權益同時支付了金錢，請使用 benefitPurchaseRefund 一併退還',
  },
  USED: {
    en: 'it was used, take that back first with benefitRedemptionReverse',
    'zh-CN': '该权益已使用，请先用 benefitRedemptionReverse 冲正核销',
    'zh-TW': '該權益已使用，請先用 benefitRedemptionReverse 沖正核銷',
  },
  MULTIPLIED: {
    en: 'it has multiplied the points of an order, refund that first',
    'zh-CN': '该权益已使一笔订单的积分加倍，请先将该订单整单退款',
    'zh-TW': '該權益已使一筆訂單的點數加倍，請先將該訂單整單退款',
  },
  HELD: {
    en: 'a payment holds it, let go of that first with benefitRelease',
    'zh-CN': '该权益已被支付流程冻结，请先用 benefitRelease 解冻',
    'zh-TW': '該權益已被付款流程凍結，請先用 benefitRelease 解凍',
  },
  BOOKED: {
    en: 'a time is booked with it, cancel that first with slotCancel',
    'zh-CN': '该权益已用于预约，请先用 slotCancel 取消预约',
    'zh-TW': '該權益已用於預約，請先用 slotCancel 取消預約',
  },
  TO_SEND: {
    en: 'it is to be sent, stop that with fulfilmentUpdate REVOKE, which gives the points back',
    'zh-CN': '该权益待寄送，请用 fulfilmentUpdate REVOKE 取消寄送，积分会随之退还',
    'zh-TW': '該權益待寄送，請用 fulfilmentUpdate REVOKE 取消寄送，點數會隨之退還',
  },
  SENT: {
    en: 'it was sent, once it is back fulfilmentUpdate RESTOCK gives the points back',
    'zh-CN': '该权益已寄出，退回后请用 fulfilmentUpdate RESTOCK，积分会随之退还',
    'zh-TW': '該權益已寄出，退回後請用 fulfilmentUpdate RESTOCK，點數會隨之退還',
  },
  REPLACED: {
    en: 'something else was given instead of it, which these points paid for; as goodwill, give others with pointsEarn',
    'zh-CN': '已改发其他权益，这些积分即为其对价；如需补偿，请用 pointsEarn 另行发放积分',
    'zh-TW': '已改發其他權益，這些點數即為其對價；如需補償，請用 pointsEarn 另行發放點數',
  },
};
