import type { LocalisedText, RefusalDetails } from '../../../kernel/refusal.js';
import type { Refused } from '../issue.js';
import type { NoWorth } from './worth.js';

/** Why a right takes nothing off a basket. */
export type Reason =
  | NoWorth
  | 'BEATEN'
  | 'KEPT_ALONE'
  | 'GOES_ALONE'
  | 'NOTHING_LEFT'
  | 'NOT_ELIGIBLE'
  | 'NOT_YET'
  | 'EXPIRED'
  | 'ENDED'
  | 'HELD'
  | 'KEPT'
  | 'SENT'
  | 'NOT_GOOD_HERE'
  | 'NOT_AT_THIS_HOUR'
  | 'CODE_UNKNOWN'
  | 'CODE_MISTYPED'
  | 'CODE_NOT_CLAIMED'
  | 'NOT_OF_MEMBER';

/** A right, or a code, that is not used. */
export interface RefusedRight {
  readonly reason: Reason;
  /** The code of the benefit; null where the caller is not told what a code opens. */
  readonly benefit: string | null;
  readonly grantId: string | null;
  /** As it was presented. */
  readonly code: string | null;
  /** What is missing to the threshold, in minor units. */
  readonly missingMinor: number | null;
  /** From when on it can be used, where that is known. */
  readonly usableFrom: number | null;
  /** The benefit that is used instead. */
  readonly by: string | null;
}

export type Whose = Pick<RefusedRight, 'benefit' | 'grantId'> & { readonly code?: string | null };

/** A right that is refused, with the facts that are there. */
export function refusedFor(reason: Reason, whose: Whose, facts: Partial<RefusedRight> = {}): RefusedRight {
  return { missingMinor: null, usableFrom: null, by: null, ...facts, ...whose, code: whose.code ?? null, reason };
}

const REASONS: Readonly<Record<string, Reason>> = {
  GRANT_HELD: 'HELD',
  GRANT_KEPT: 'KEPT',
  SENT_NOT_USED: 'SENT',
  GRANT_ENDED: 'ENDED',
  GRANT_EXPIRED: 'EXPIRED',
  GRANT_NOT_YET: 'NOT_YET',
  NOT_GOOD_HERE: 'NOT_GOOD_HERE',
  NOT_AT_THIS_HOUR: 'NOT_AT_THIS_HOUR',
};

/** What a till would be told, as a basket tells it. */
export function refusedAs({ code, details }: Refused, whose: Whose): RefusedRight {
  const reason = REASONS[code];
  if (!reason) throw new Error(`A basket does not know the refusal ${code}`);
  return refusedFor(reason, whose, { usableFrom: instantOf(details) });
}

/** When it can be used again: from its first day or hour on, or once the hold has run out. */
function instantOf({ usableFrom, from, until }: RefusalDetails): number | null {
  const said = usableFrom ?? from ?? until;
  const at = typeof said === 'string' ? Date.parse(said) : NaN;
  return Number.isNaN(at) ? null : at;
}

/** The sentence of each reason; `{missing}` is money, `{by}` the name of a benefit, `{time:from}` an instant. */
export const REASON_TEXTS: Readonly<Record<Reason, LocalisedText>> = {
  NOTHING_IN_SCOPE: { en: 'It is for other things than those in the basket.', 'zh-CN': '购物车中没有适用的商品。', 'zh-TW': '購物車中沒有適用的商品。' },
  BELOW_THRESHOLD: { en: '{missing} more of what it counts are needed.', 'zh-CN': '适用商品还差 {missing} 才可使用。', 'zh-TW': '適用商品還差 {missing} 才可使用。' },
  NO_SHIPPING: { en: 'There is no delivery to pay.', 'zh-CN': '没有需要支付的运费。', 'zh-TW': '沒有需要支付的運費。' },
  NOTHING_CHEAPER: { en: "The prices are not above the member's.", 'zh-CN': '现价不高于会员价。', 'zh-TW': '現價不高於會員價。' },
  IN_KIND: { en: 'It takes nothing off, and can be used all the same.', 'zh-CN': '不抵扣金额，但仍可使用。', 'zh-TW': '不抵扣金額，但仍可使用。' },
  BEATEN: { en: 'Of its group only one is used, and “{by}” is better.', 'zh-CN': '同组权益只能使用一项，“{by}”更优惠。', 'zh-TW': '同組權益只能使用一項，「{by}」更優惠。' },
  KEPT_ALONE: { en: '“{by}” is used, which allows no other.', 'zh-CN': '已使用“{by}”，不可与其他权益同用。', 'zh-TW': '已使用「{by}」，不可與其他權益併用。' },
  GOES_ALONE: { en: 'It allows no other, and without it less is paid.', 'zh-CN': '该权益不可与其他权益同用，不使用它更优惠。', 'zh-TW': '該權益不可與其他權益併用，不使用它更優惠。' },
  NOTHING_LEFT: { en: 'It would take nothing more off.', 'zh-CN': '使用它不会再减免金额。', 'zh-TW': '使用它不會再減免金額。' },
  NOT_ELIGIBLE: { en: 'The member is not eligible.', 'zh-CN': '会员不符合条件。', 'zh-TW': '會員不符合條件。' },
  NOT_YET: { en: 'It can be used from {time:from} on.', 'zh-CN': '自 {time:from} 起可用。', 'zh-TW': '自 {time:from} 起可用。' },
  EXPIRED: { en: 'It has expired.', 'zh-CN': '已过期。', 'zh-TW': '已到期。' },
  ENDED: { en: 'It cannot be used any more.', 'zh-CN': '已不可使用。', 'zh-TW': '已無法使用。' },
  HELD: { en: 'It is reserved for a payment until {time:from}.', 'zh-CN': '已被支付流程冻结，至 {time:from}。', 'zh-TW': '已被付款流程凍結，至 {time:from}。' },
  KEPT: { en: 'It is to be sent, or a time is booked with it.', 'zh-CN': '已用于寄送或预约。', 'zh-TW': '已用於寄送或預約。' },
  SENT: { en: 'It is sent to the member.', 'zh-CN': '以寄送方式交付。', 'zh-TW': '以寄送方式交付。' },
  NOT_GOOD_HERE: { en: 'It is not good at this brand or in this store.', 'zh-CN': '不适用于此品牌或门店。', 'zh-TW': '不適用於此品牌或門市。' },
  NOT_AT_THIS_HOUR: { en: 'It cannot be used at this hour; again from {time:from} on.', 'zh-CN': '当前时段不可用，自 {time:from} 起可用。', 'zh-TW': '目前時段無法使用，自 {time:from} 起可用。' },
  CODE_UNKNOWN: { en: 'There is no such code here.', 'zh-CN': '此处不存在该券码。', 'zh-TW': '此處不存在該券碼。' },
  CODE_MISTYPED: { en: 'There is a typo in this code: its last sign does not fit the others.', 'zh-CN': '券码输入有误：校验位不符。', 'zh-TW': '券碼輸入有誤：校驗碼不符。' },
  CODE_NOT_CLAIMED: { en: 'Nobody has entered this code yet: the member claims it first.', 'zh-CN': '该券码尚未被领取，请会员先行领取。', 'zh-TW': '該券碼尚未被領取，請會員先行領取。' },
  NOT_OF_MEMBER: { en: 'The code is of somebody else.', 'zh-CN': '该券码属于其他会员。', 'zh-TW': '該券碼屬於其他會員。' },
}; // prettier-ignore
