import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const brandNouns: Nouns = {
  brand: { en: 'brand', 'zh-CN': '品牌', 'zh-TW': '品牌' },
};

export const brandRefusals: RefusalTexts = {
  UNKNOWN_BRAND: {
    en: 'No brand of this program has the code "{code}".',
    'zh-CN': '本计划中没有代码为“{code}”的品牌。',
    'zh-TW': '本計畫中沒有代碼為「{code}」的品牌。',
  },
  UNKNOWN_SCOPE: {
    en: 'There is no scope "{scope}". See schema/scopes.md for the list.',
    'zh-CN': '不存在权限范围“{scope}”，请参阅 schema/scopes.md。',
    'zh-TW': '不存在權限範圍「{scope}」，請參閱 schema/scopes.md。',
  },
  HOST_BRAND_FIXED: {
    en: 'The host brand, its currency and its time zone cannot change once members have points.',
    'zh-CN': '会员持有积分后，主品牌及其币种、时区不可更改。',
    'zh-TW': '會員持有點數後，主品牌及其幣別、時區不可變更。',
  },
};
