import { asTexts } from '../../kernel/refusal.js';

/** Why an input about segments is not taken: INVALID_INPUT within its sentence, so without a full stop. */
export const segmentReasons = {
  noBlank: (preset: string, blank: string) =>
    asTexts(
      `${preset} has no blank ${blank}`,
      `预设 ${preset} 没有 ${blank} 这一项`,
      `預設 ${preset} 沒有 ${blank} 這一項`,
    ),
  blankBetween: (blank: string, min: number, max: number) =>
    asTexts(`${blank} is from ${min} to ${max}`, `${blank} 须为 ${min} 至 ${max}`, `${blank} 須為 ${min} 至 ${max}`),
  blankTwice: (blank: string) => asTexts(`${blank} is filled twice`, `${blank} 填写了两次`, `${blank} 填寫了兩次`),
  blankAbove: (from: string, low: number, to: string, high: number) =>
    asTexts(
      `${from} is ${low} and ${to} is ${high}: nothing lies between them`,
      `${from} 为 ${low}，不能大于 ${to} 的 ${high}`,
      `${from} 為 ${low}，不能大於 ${to} 的 ${high}`,
    ),
  csvUnread: (what: string) =>
    asTexts(`the CSV cannot be read: ${what}`, '无法读取 CSV，请检查引号与列数', '無法讀取 CSV，請檢查引號與欄數'),
  codeTaken: asTexts(
    'another segment has one of these codes',
    '这些代码之一已被其他人群使用',
    '這些代碼之一已被其他受眾使用',
  ),
  isLayer: (what: string) =>
    asTexts(
      `it is a layer: save ${what} without it, or retire that`,
      `这是一个分层：请从 ${what} 中去掉它，或停用 ${what}`,
      `這是一個分層：請從 ${what} 中去掉它，或停用 ${what}`,
    ),
  oneWay: asTexts(
    'exactly one of rule, layers, preset and isList says what it is',
    '规则、分层、预设与名单须且只能选择一种',
    '規則、分層、預設與名單須且只能選擇一種',
  ),
  layersRuled: asTexts(
    'every layer has a rule but the last, which takes who is left over',
    '除最后一层外，每层都须有规则；最后一层收纳其余会员',
    '除最後一層外，每層都須有規則；最後一層收納其餘會員',
  ),
  replacedAtOnce: (max: number) =>
    asTexts(
      `a list of more than ${max} members is not replaced at once: remove and add instead`,
      `超过 ${max} 位会员的名单不能一次替换，请分别移除与添加`,
      `超過 ${max} 位會員的名單不能一次取代，請分別移除與新增`,
    ),
  firstLineNames: (what: string) =>
    asTexts(
      `the first line names the columns: one of ${what} and at least one member`,
      `首行须为列名（${what} 之一），其后至少一位会员`,
      `首行須為欄名（${what} 之一），其後至少一位會員`,
    ),
  segmentsAtOnce: (max: number) =>
    asTexts(`at most ${max} segments at once`, `每次最多 ${max} 个人群`, `每次最多 ${max} 個受眾`),
  rulesOrPreset: asTexts('either rules or a preset', '规则与预设只能选其一', '規則與預設只能選其一'),
  rulesAtOnce: (max: number) =>
    asTexts(`1 to ${max} rules at once`, `每次 1 至 ${max} 条规则`, `每次 1 至 ${max} 條規則`),
};
