import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const settlementNouns: Nouns = {
  statement: { en: 'statement', 'zh-CN': '结算单', 'zh-TW': '結算單' },
  issued: { en: 'issued', 'zh-CN': '已出具', 'zh-TW': '已出具' },
  accepted: { en: 'accepted', 'zh-CN': '已确认', 'zh-TW': '已確認' },
  disputed: { en: 'disputed', 'zh-CN': '有争议', 'zh-TW': '有爭議' },
  settled: { en: 'settled', 'zh-CN': '已结清', 'zh-TW': '已結清' },
};

export const settlementRefusals: RefusalTexts = {
  STATEMENT_NOT_ISSUED: {
    en: 'The month {month} is still open. Its statement can be answered once it is issued, after the end of the month.',
    'zh-CN': '{month} 月份尚未结束，结算单出具后方可处理。',
    'zh-TW': '{month} 月份尚未結束，結算單出具後方可處理。',
  },
  STATEMENT_STATE: {
    en: 'The statement is {noun:state} already.',
    'zh-CN': '该结算单{noun:state}，无法执行此操作。',
    'zh-TW': '該結算單{noun:state}，無法執行此操作。',
  },
  AGREEMENT_IN_USE: {
    en: 'Statements up to {closedTo} are issued by the agreements of then. A version that begins on {validFrom} can be neither changed, added nor removed: make one that begins later.',
    'zh-CN': '截至 {closedTo} 的结算单已按当时的协议出具，{validFrom} 生效的版本不可新增、更改或删除：请新建更晚生效的版本。',
    'zh-TW': '截至 {closedTo} 的結算單已按當時的協議出具，{validFrom} 生效的版本不可新增、變更或刪除：請新建更晚生效的版本。',
  },
  PACKS_NOT_AGREED: {
    en: 'No agreement with this brand says that it buys its points ahead.',
    'zh-CN': '与该品牌的协议未约定预购积分。',
    'zh-TW': '與該品牌的協議未約定預購點數。',
  },
  PACK_PRICE_NOT_AGREED: {
    en: 'By the agreement these points cost {priceMinor} minor units. Only the host may sell them at another price.',
    'zh-CN': '按协议，这些积分的价格为 {priceMinor}（最小货币单位），仅主品牌可以另行定价。',
    'zh-TW': '按協議，這些點數的價格為 {priceMinor}（最小貨幣單位），僅主品牌可以另行定價。',
  },
}; // prettier-ignore
