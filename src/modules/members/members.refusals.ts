import type { RefusalTexts } from '../../kernel/refusal.js';

export const memberRefusals: RefusalTexts = {
  ALREADY_ENROLLED: {
    en: 'A member with this {kind} is enrolled already.',
    'zh-CN': '该{kind}已注册会员。',
    'zh-TW': '該{kind}已註冊會員。',
  },
  INVALID_IDENTITY: {
    en: 'This is no {kind} that can be used: {reason}.',
    'zh-CN': '{kind}无效：{reason}。',
    'zh-TW': '{kind}無效：{reason}。',
  },
  MEMBER_NOT_ACTIVE: {
    en: 'This member is {status}; nothing can be recorded for it.',
    'zh-CN': '该会员状态为 {status}，无法记录行为。',
    'zh-TW': '該會員狀態為 {status}，無法記錄行為。',
  },
  WRONG_CURRENCY: {
    en: 'This program counts in {expected}, not in {given}.',
    'zh-CN': '本计划的币种为 {expected}，而非 {given}。',
    'zh-TW': '本計畫的幣別為 {expected}，而非 {given}。',
  },
  INVALID_AMOUNT: {
    en: '{field} must be a whole number from {min} to {max}.',
    'zh-CN': '{field} 必须是 {min} 到 {max} 之间的整数。',
    'zh-TW': '{field} 必須是 {min} 到 {max} 之間的整數。',
  },
  ORDER_NOT_FOUND: {
    en: 'This member has no order "{orderId}". Report the order first, or the refund without an order id.',
    'zh-CN': '该会员没有订单“{orderId}”。请先上报订单，或不带订单号上报退款。',
    'zh-TW': '該會員沒有訂單「{orderId}」。請先回報訂單，或不帶訂單編號回報退款。',
  },
  REFUND_EXCEEDS_ORDER: {
    en: 'This order has {refundable} left to refund.',
    'zh-CN': '该订单可退金额仅剩 {refundable}。',
    'zh-TW': '該訂單可退金額僅剩 {refundable}。',
  },
};
