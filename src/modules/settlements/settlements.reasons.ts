import { asTexts } from '../../kernel/refusal.js';

/** Why an input is not taken: INVALID_INPUT within its sentence, so without a full stop. */
export const settlementReasons = {
  linesOfStatement: (max: number) =>
    asTexts(`the statement has ${max} lines`, `该结算单共 ${max} 行`, `該結算單共 ${max} 行`),
  textLength: (max: number) =>
    asTexts(`this has 1 to ${max} characters`, `此项为 1 至 ${max} 个字符`, `此項為 1 至 ${max} 個字元`),
  priceBetween: (max: number) => asTexts(`a price is from 0 to ${max}`, `价格须为 0 至 ${max}`, `價格須為 0 至 ${max}`),
};
