import { asTexts } from '../../kernel/refusal.js';

/** Why an input is not taken: INVALID_INPUT within its sentence, so without a full stop. Fields are called as the API calls them. */
export const engineReasons = {
  factsElsewhere: (type: string, field: string, other: string) =>
    asTexts(
      `an activity of type "${type}" has its facts in ${field}, not in ${other}`,
      `类型为“${type}”的行为，其内容须放在 ${field} 中，而不是 ${other}`,
      `類型為「${type}」的行為，其內容須放在 ${field} 中，而不是 ${other}`,
    ),
  factsMissing: (field: string) => asTexts(`${field} is missing`, `缺少 ${field}`, `缺少 ${field}`),
  factsObject: (field: string) => asTexts(`${field} is an object`, `${field} 须为对象`, `${field} 須為物件`),
  tooEarly: asTexts('occurredAt lies before 1970', 'occurredAt 早于 1970 年', 'occurredAt 早於 1970 年'),
  payloadLength: (max: number) =>
    asTexts(`a payload has at most ${max} characters`, `payload 最多 ${max} 个字符`, `payload 最多 ${max} 個字元`),
  externalIdLike: (max: number) =>
    asTexts(
      `externalId must have 1 to ${max} characters, no control characters and no space at either end`,
      `externalId 为 1 至 ${max} 个字符，不含控制字符，首尾无空格`,
      `externalId 為 1 至 ${max} 個字元，不含控制字元，首尾無空格`,
    ),
  typesMost: (max: number) => asTexts(`at most ${max} types`, `最多 ${max} 种类型`, `最多 ${max} 種類型`),
};
