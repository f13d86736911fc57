import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const brandNouns: Nouns = {
  brand: { en: 'brand', 'zh-CN': '品牌', 'zh-TW': '品牌' },
  store: { en: 'store', 'zh-CN': '门店', 'zh-TW': '門市' },
  channel: { en: 'channel', 'zh-CN': '渠道', 'zh-TW': '通路' },
  key: { en: 'key', 'zh-CN': '密钥', 'zh-TW': '金鑰' },
};

export const brandRefusals: RefusalTexts = {
  LIVE_ONLY: {
    en: 'The sandbox cannot do this: it follows the live house. Send a live key (lrl_live_…).',
    'zh-CN': '沙箱环境跟随正式环境，无法执行此操作：请使用正式密钥（lrl_live_…）。',
    'zh-TW': '沙箱環境跟隨正式環境，無法執行此操作：請使用正式金鑰（lrl_live_…）。',
  },
  KEY_NOT_ACTIVE: {
    en: 'This key was revoked, has expired or has a successor already. Rotate the one that is in use.',
    'zh-CN': '该密钥已吊销、已过期或已被轮换，请对正在使用的密钥进行轮换。',
    'zh-TW': '此金鑰已撤銷、已過期或已被輪替，請對使用中的金鑰進行輪替。',
  },
  BRAND_CODE_TAKEN: {
    en: 'A brand with the code "{code}" is there already, in the program or closed.',
    'zh-CN': '代码为“{code}”的品牌已存在（可能已停用）。',
    'zh-TW': '代碼為「{code}」的品牌已存在（可能已停用）。',
  },
  HOST_BRAND_STAYS: {
    en: 'The host brand cannot be closed: the program is its own.',
    'zh-CN': '主品牌不可停用：本计划归其所有。',
    'zh-TW': '主品牌不可停用：本計畫歸其所有。',
  },
  UNKNOWN_BRAND: {
    en: 'No brand of this program has the code "{code}".',
    'zh-CN': '本计划中没有代码为“{code}”的品牌。',
    'zh-TW': '本計畫中沒有代碼為「{code}」的品牌。',
  },
  UNKNOWN_STORE: {
    en: 'This brand has no store with the code "{code}".',
    'zh-CN': '该品牌没有编号为“{code}”的门店。',
    'zh-TW': '該品牌沒有編號為「{code}」的門市。',
  },
  UNKNOWN_CHANNEL: {
    en: 'This brand has no channel with the code "{code}".',
    'zh-CN': '该品牌没有代码为“{code}”的渠道。',
    'zh-TW': '該品牌沒有代碼為「{code}」的通路。',
  },
  STORE_CLOSED: {
    en: 'The store "{code}" is closed.',
    'zh-CN': '门店“{code}”已停用。',
    'zh-TW': '門市「{code}」已停用。',
  },
  OTHER_STORE: {
    en: 'This till or clerk acts for its own store and for no other.',
    'zh-CN': '该收银密钥或店员只能代表本门店操作。',
    'zh-TW': '此收銀金鑰或店員僅能代表所屬門市操作。',
  },
  SCOPE_NOT_FOR_STORE: {
    en: 'The key of a store cannot have the scope "{scope}": it has those of the bundle till.',
    'zh-CN': '门店密钥不能拥有权限范围“{scope}”，仅限 till 组合内的权限。',
    'zh-TW': '門市金鑰不能擁有權限範圍「{scope}」，僅限 till 組合內的權限。',
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
