import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const benefitNouns: Nouns = {
  benefit: { en: 'benefit', 'zh-CN': '权益', 'zh-TW': '權益' },
  grant: { en: 'grant', 'zh-CN': '权益持有', 'zh-TW': '持有權益' },
  obligation: { en: 'obligation', 'zh-CN': '待兑现记录', 'zh-TW': '待兌現紀錄' },
  purchase: { en: 'purchase', 'zh-CN': '购买记录', 'zh-TW': '購買紀錄' },
  fulfilment: { en: 'parcel', 'zh-CN': '寄送单', 'zh-TW': '寄送單' },
  booking: { en: 'booking', 'zh-CN': '预约', 'zh-TW': '預約' },
  attended: { en: 'attended', 'zh-CN': '已到店', 'zh-TW': '已到場' },
  'no-show': { en: 'missed', 'zh-CN': '未到', 'zh-TW': '未到' },
  'needs-address': { en: 'without an address', 'zh-CN': '待填地址', 'zh-TW': '待填地址' },
  'to-ship': { en: 'still to be shipped', 'zh-CN': '待发货', 'zh-TW': '待出貨' },
  shipped: { en: 'shipped', 'zh-CN': '已发货', 'zh-TW': '已出貨' },
  received: { en: 'received', 'zh-CN': '已签收', 'zh-TW': '已簽收' },
  returned: { en: 'back', 'zh-CN': '已退回', 'zh-TW': '已退回' },
  cancelled: { en: 'cancelled', 'zh-CN': '已取消', 'zh-TW': '已取消' },
  redemption: { en: 'redemption', 'zh-CN': '核销记录', 'zh-TW': '核銷紀錄' },
};

export const benefitRefusals: RefusalTexts = {
  UNKNOWN_BENEFIT: {
    en: 'There is no benefit "{benefit}".',
    'zh-CN': '不存在权益“{benefit}”。',
    'zh-TW': '不存在權益「{benefit}」。',
  },
  BENEFIT_CYCLE: {
    en: 'These benefits stand in for one another in a circle: {way}.',
    'zh-CN': '权益的替代关系形成循环：{way}。',
    'zh-TW': '權益的替代關係形成循環：{way}。',
  },
  BENEFIT_CODE_TAKEN: {
    en: 'Another benefit has the code "{code}".',
    'zh-CN': '代码“{code}”已被其他权益使用。',
    'zh-TW': '代碼「{code}」已被其他權益使用。',
  },
  BENEFIT_NOT_DRAFT: {
    en: 'Only a draft is published: "{benefit}" is {status}.',
    'zh-CN': '仅草稿可发布：“{benefit}”当前为 {status}。',
    'zh-TW': '僅草稿可發布：「{benefit}」目前為 {status}。',
  },
  BENEFIT_RETIRED: {
    en: '"{benefit}" is {status} already.',
    'zh-CN': '权益“{benefit}”已停用或正在停用：{status}。',
    'zh-TW': '權益「{benefit}」已停用或正在停用：{status}。',
  },
  REPLACEMENT_MISSING: {
    en: 'Say what takes the place of "{benefit}", or that nothing does and why.',
    'zh-CN': '请指定“{benefit}”的替代权益，或说明无替代的原因。',
    'zh-TW': '請指定「{benefit}」的替代權益，或說明無替代的原因。',
  },
  BENEFIT_NOT_LIVE: {
    en: '"{benefit}" cannot be had now: it is {status}.',
    'zh-CN': '权益“{benefit}”当前不可获取：{status}。',
    'zh-TW': '權益「{benefit}」目前無法取得：{status}。',
  },
  BENEFIT_STANDING: {
    en: '"{benefit}" is a standing right: whoever is eligible has it without it being issued.',
    'zh-CN': '“{benefit}”为常驻权益，符合条件即可享用，无需发放。',
    'zh-TW': '「{benefit}」為常駐權益，符合條件即可享用，無需發放。',
  },
  NOT_CLAIMABLE: {
    en: '"{benefit}" is issued or paid for, not claimed.',
    'zh-CN': '权益“{benefit}”由系统发放或付费获取，不支持自行领取。',
    'zh-TW': '權益「{benefit}」由系統發放或付費取得，不支援自行領取。',
  },
  NOT_ELIGIBLE: {
    en: 'The member may not have "{benefit}": {unmet} does not hold.',
    'zh-CN': '会员不符合权益“{benefit}”的条件：{unmet}。',
    'zh-TW': '會員不符合權益「{benefit}」的條件：{unmet}。',
  },
  OUT_OF_STOCK: {
    en: 'There is none left of "{benefit}".',
    'zh-CN': '权益“{benefit}”已无库存。',
    'zh-TW': '權益「{benefit}」已無庫存。',
  },
  STOCK_TAKEN: {
    en: '{taken} too many of "{benefit}" are out already.',
    'zh-CN': '权益“{benefit}”已发放数量超出 {taken}。',
    'zh-TW': '權益「{benefit}」已發放數量超出 {taken}。',
  },
  STOCK_MISSING: {
    en: '"{benefit}" has a stock and nothing in it: add units or codes first.',
    'zh-CN': '权益“{benefit}”设有库存但数量为零，请先补充库存或券码。',
    'zh-TW': '權益「{benefit}」設有庫存但數量為零，請先補充庫存或券碼。',
  },
  GRANT_EXPIRED: {
    en: 'This benefit died on {expiredAt}.',
    'zh-CN': '该权益已于 {expiredAt} 过期。',
    'zh-TW': '該權益已於 {expiredAt} 到期。',
  },
  GRANT_ENDED: {
    en: 'This benefit cannot be used any more: it is {status}.',
    'zh-CN': '该权益不可再使用：{status}。',
    'zh-TW': '該權益無法再使用：{status}。',
  },
  GRANT_HELD: {
    en: 'This benefit is reserved for a payment until {until}.',
    'zh-CN': '该权益已被支付流程冻结，至 {until}。',
    'zh-TW': '該權益已被付款流程凍結，至 {until}。',
  },
  GRANT_NOT_YET: {
    en: 'This benefit can be used from {usableFrom} on.',
    'zh-CN': '该权益自 {usableFrom} 起可用。',
    'zh-TW': '該權益自 {usableFrom} 起可用。',
  },
  GRANT_NOT_OWED: {
    en: 'This benefit is not owed.',
    'zh-CN': '该权益不是待兑现状态。',
    'zh-TW': '該權益不是待兌現狀態。',
  },
  BENEFIT_OWED: {
    en: '"{benefit}" is still owed to {open} members: deliver it, or settle that otherwise, first.',
    'zh-CN': '权益“{benefit}”仍有 {open} 笔待兑现，请先兑现或另行处理。',
    'zh-TW': '權益「{benefit}」仍有 {open} 筆待兌現，請先兌現或另行處理。',
  },
  OBLIGATION_ENDED: {
    en: 'This is not owed any more: it is {status}.',
    'zh-CN': '该笔待兑现已结束：{status}。',
    'zh-TW': '該筆待兌現已結束：{status}。',
  },
  PRICE_CHANGED: {
    en: 'The price has changed meanwhile: look at it again.',
    'zh-CN': '价格已变动，请确认后重试。',
    'zh-TW': '價格已變動，請確認後重試。',
  },
  NOT_EXCHANGEABLE: {
    en: '"{benefit}" cannot be had for points alone.',
    'zh-CN': '权益“{benefit}”不支持仅用积分兑换。',
    'zh-TW': '權益「{benefit}」不支援僅以點數兌換。',
  },
  NOT_FOR_SALE: {
    en: '"{benefit}" is not sold for money.',
    'zh-CN': '权益“{benefit}”不支持付款购买。',
    'zh-TW': '權益「{benefit}」不支援付款購買。',
  },
  TOO_MANY_OPEN: {
    en: 'At most {max} things are kept at once: pay for one or let go of it first.',
    'zh-CN': '同时待支付的购买最多 {max} 笔，请先支付或取消其中一笔。',
    'zh-TW': '同時待付款的購買最多 {max} 筆，請先付款或取消其中一筆。',
  },
  PAYMENT_MISMATCH: {
    en: 'The payment is {reportedMinor} {reportedCurrency} and the price {expectedMinor} {expectedCurrency}, both in minor units.',
    'zh-CN':
      '支付金额 {reportedMinor} {reportedCurrency} 与应付金额 {expectedMinor} {expectedCurrency} 不符（均以最小货币单位计）。',
    'zh-TW':
      '付款金額 {reportedMinor} {reportedCurrency} 與應付金額 {expectedMinor} {expectedCurrency} 不符（皆以最小貨幣單位計）。',
  },
  PAID_BEFORE: {
    en: 'Another payment was reported for this purchase already, which is {status}: give this one back.',
    'zh-CN': '该笔购买已有其他支付记录，当前为 {status}，请退回本次支付。',
    'zh-TW': '該筆購買已有其他付款紀錄，目前為 {status}，請退回本次付款。',
  },
  PAYMENT_USED: {
    en: 'This payment was reported for another purchase already.',
    'zh-CN': '该笔支付已用于其他购买。',
    'zh-TW': '該筆付款已用於其他購買。',
  },
  PURCHASE_ENDED: {
    en: 'This purchase is not open any more: it is {status}.',
    'zh-CN': '该笔购买已不可操作：{status}。',
    'zh-TW': '該筆購買已無法操作：{status}。',
  },
  PURCHASE_NOT_PAID: {
    en: 'Only what was paid for is refunded: this purchase is {status}.',
    'zh-CN': '仅已支付的购买可退款：当前为 {status}。',
    'zh-TW': '僅已付款的購買可退款：目前為 {status}。',
  },
  GRANT_IN_USE: {
    en: 'This benefit was used or is reserved: reverse that first.',
    'zh-CN': '该权益已使用或冻结中，请先冲正。',
    'zh-TW': '該權益已使用或凍結中，請先沖正。',
  },
  NOT_REDEEMED: {
    en: 'Only a use that was made can be taken back: this one is {status}.',
    'zh-CN': '仅已核销的记录可冲正：当前为 {status}。',
    'zh-TW': '僅已核銷的紀錄可沖正：目前為 {status}。',
  },
  REDEEM_EXCEEDS_HOLD: {
    en: 'Only {held} are held.',
    'zh-CN': '当前仅冻结 {held}。',
    'zh-TW': '目前僅凍結 {held}。',
  },
  VALUE_EXCEEDED: {
    en: 'Only {left} of its value are left.',
    'zh-CN': '该权益剩余金额仅 {left}。',
    'zh-TW': '該權益剩餘金額僅 {left}。',
  },
  NOT_GOOD_HERE: {
    en: 'This benefit is not good at this brand or in this store.',
    'zh-CN': '该权益不适用于此品牌或门店。',
    'zh-TW': '該權益不適用於此品牌或門市。',
  },
  NOT_AT_THIS_HOUR: {
    en: 'This benefit cannot be used at this hour; again from {from} on.',
    'zh-CN': '该权益当前时段不可用，自 {from} 起可用。',
    'zh-TW': '該權益目前時段無法使用，自 {from} 起可用。',
  },
  CODE_MISTYPED: {
    en: 'There is a typo in this code: its last sign does not fit the others.',
    'zh-CN': '券码输入有误：校验位不符。',
    'zh-TW': '券碼輸入有誤：校驗碼不符。',
  },
  CODE_TAKEN: {
    en: 'Somebody has entered this code already.',
    'zh-CN': '该券码已被领取。',
    'zh-TW': '該券碼已被領取。',
  },
  CODE_NEEDED: {
    en: '"{benefit}" is for those who have one of its printed codes.',
    'zh-CN': '权益“{benefit}”须凭印制券码领取。',
    'zh-TW': '權益「{benefit}」須憑印製券碼領取。',
  },
  CODE_NOT_CLAIMED: {
    en: 'Nobody has entered this code yet: the member claims it first.',
    'zh-CN': '该券码尚未被领取，请会员先行领取。',
    'zh-TW': '該券碼尚未被領取，請會員先行領取。',
  },
  SENT_NOT_USED: {
    en: 'This is sent to the member and not used at a till.',
    'zh-CN': '该权益以寄送方式交付，不可在收银处核销。',
    'zh-TW': '該權益以寄送方式交付，不可在收銀檯核銷。',
  },
  FULFILMENT_STATE: {
    en: 'This cannot be done with a parcel that is {noun:status}.',
    'zh-CN': '寄送单当前为“{noun:status}”，无法执行该操作。',
    'zh-TW': '寄送單目前為「{noun:status}」，無法執行此操作。',
  },
  ALREADY_SHIPPED: {
    en: 'This parcel was shipped already, under another number.',
    'zh-CN': '该寄送单已使用其他运单号发货。',
    'zh-TW': '該寄送單已使用其他託運單號出貨。',
  },
  NO_SLOTS: {
    en: '"{benefit}" has no times that are booked.',
    'zh-CN': '权益“{benefit}”未开放预约时段。',
    'zh-TW': '權益「{benefit}」未開放預約時段。',
  },
  SLOT_UNKNOWN: {
    en: 'No time of this service begins then.',
    'zh-CN': '该服务没有此开始时间的时段。',
    'zh-TW': '該服務沒有此開始時間的時段。',
  },
  SLOT_NOT_OPEN: {
    en: 'Times from {from} until {until} can be booked now.',
    'zh-CN': '当前可预约 {from} 至 {until} 的时段。',
    'zh-TW': '目前可預約 {from} 至 {until} 的時段。',
  },
  SLOT_FULL: {
    en: 'This time is full.',
    'zh-CN': '该时段已约满。',
    'zh-TW': '該時段已額滿。',
  },
  BOOKING_ENDED: {
    en: 'This booking is over: {noun:status}.',
    'zh-CN': '该预约已结束：{noun:status}。',
    'zh-TW': '該預約已結束：{noun:status}。',
  },
  CANCEL_TOO_LATE: {
    en: 'This could be cancelled until {until}.',
    'zh-CN': '该预约的取消截止时间为 {until}。',
    'zh-TW': '該預約的取消截止時間為 {until}。',
  },
  BOOKING_NOT_YET: {
    en: 'This booking begins on {startsAt}: it is too early to say whether the member came.',
    'zh-CN': '该预约于 {startsAt} 开始，尚不能标记到店情况。',
    'zh-TW': '該預約於 {startsAt} 開始，尚不能標記到場情況。',
  },
  NOT_A_POOL: {
    en: '"{benefit}" has no pool of codes.',
    'zh-CN': '权益“{benefit}”未设券码池。',
    'zh-TW': '權益「{benefit}」未設券碼池。',
  },
};
