import { asTexts } from '../../kernel/refusal.js';

/** Why an input is not taken: INVALID_INPUT within its sentence, so without a full stop. */
export const brandReasons = {
  overlapHours: (max: number) =>
    asTexts(
      `an overlap has 0 to ${max} hours`,
      `旧密钥保留时间为 0 至 ${max} 小时`,
      `舊金鑰保留時間為 0 至 ${max} 小時`,
    ),
  originLike: (what: string) =>
    asTexts(
      `an origin is like https://shop.example or http://localhost:3000, not ${what}`,
      `来源形如 https://shop.example 或 http://localhost:3000，而不是 ${what}`,
      `來源形如 https://shop.example 或 http://localhost:3000，而不是 ${what}`,
    ),
  networkLike: (what: string) =>
    asTexts(
      `an address is like 203.0.113.7, a network like 203.0.113.0/24, not ${what}`,
      `地址形如 203.0.113.7，网段形如 203.0.113.0/24，而不是 ${what}`,
      `位址形如 203.0.113.7，網段形如 203.0.113.0/24，而不是 ${what}`,
    ),
  rateBetween: (max: number) =>
    asTexts(`a rate is from 1 to ${max} a second`, `速率须为每秒 1 至 ${max}`, `速率須為每秒 1 至 ${max}`),
  labelLength: (max: number) =>
    asTexts(`a label has 1 to ${max} characters`, `用途为 1 至 ${max} 个字符`, `用途為 1 至 ${max} 個字元`),
  wouldHaveExpired: asTexts('the key would have expired', '到期时间须晚于现在', '到期時間須晚於現在'),
  networksMost: (max: number) =>
    asTexts(`a key has at most ${max} networks`, `每个密钥最多 ${max} 个网段`, `每個金鑰最多 ${max} 個網段`),
  oneScope: asTexts('a key needs at least one scope', '密钥至少需要一项权限', '金鑰至少需要一項權限'),
  noOrigins: asTexts(
    'the key of a backend has no origins: web pages take a publishable key',
    '后端密钥不设来源，网页请使用公开密钥',
    '後端金鑰不設來源，網頁請使用公開金鑰',
  ),
  noStore: asTexts(
    'a publishable key is of a brand, not of a store',
    '公开密钥属于品牌，不绑定门店',
    '公開金鑰屬於品牌，不綁定門市',
  ),
  noScopes: asTexts(
    'a publishable key has no scopes: it is in every page',
    '公开密钥写在网页中，不设权限',
    '公開金鑰寫在網頁中，不設權限',
  ),
  originsBetween: (max: number) =>
    asTexts(
      `a publishable key has 1 to ${max} origins`,
      `公开密钥须有 1 至 ${max} 个来源`,
      `公開金鑰須有 1 至 ${max} 個來源`,
    ),
};
