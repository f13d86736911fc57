import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const memberNouns: Nouns = {
  member: { en: 'member', 'zh-CN': '会员', 'zh-TW': '會員' },
  link: { en: 'link', 'zh-CN': '关联', 'zh-TW': '連結' },
  attribute: { en: 'attribute', 'zh-CN': '属性', 'zh-TW': '屬性' },
  external: { en: 'external id', 'zh-CN': '外部编号', 'zh-TW': '外部編號' },
  phone: { en: 'phone number', 'zh-CN': '手机号', 'zh-TW': '手機號碼' },
  email: { en: 'e-mail address', 'zh-CN': '邮箱', 'zh-TW': '電子郵件' },
  sharing: {
    en: 'that the brand sees the membership',
    'zh-CN': '向该品牌展示会员信息',
    'zh-TW': '向該品牌展示會員資訊',
  },
  string: { en: 'a text of 1 to 500 characters', 'zh-CN': '1 到 500 个字符的文本', 'zh-TW': '1 到 500 個字元的文字' },
  double: { en: 'a number of at most 15 digits', 'zh-CN': '不超过 15 位的数字', 'zh-TW': '不超過 15 位的數字' },
  instant: { en: 'an instant with its offset', 'zh-CN': '带时区的时间', 'zh-TW': '含時區的時間' },
  bool: { en: 'true or false', 'zh-CN': '是或否', 'zh-TW': '是或否' },
  active: { en: 'active', 'zh-CN': '正常', 'zh-TW': '正常' },
  suspended: { en: 'suspended', 'zh-CN': '已停用', 'zh-TW': '已停用' },
  closed: { en: 'closed', 'zh-CN': '已注销', 'zh-TW': '已註銷' },
};

export const memberRefusals: RefusalTexts = {
  ALREADY_ENROLLED: {
    en: 'A member with this {noun:kind} is enrolled already.',
    'zh-CN': '该{noun:kind}已注册会员。',
    'zh-TW': '該{noun:kind}已註冊會員。',
  },
  INVALID_IDENTITY: {
    en: 'This is no {noun:kind} that can be used: {reason}.',
    'zh-CN': '{noun:kind}无效：{reason}。',
    'zh-TW': '{noun:kind}無效：{reason}。',
  },
  MEMBER_NOT_ACTIVE: {
    en: 'This member is {noun:status}; nothing can be recorded for it.',
    'zh-CN': '该会员状态为“{noun:status}”，无法记录行为。',
    'zh-TW': '該會員狀態為「{noun:status}」，無法記錄行為。',
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
  MEMBER_NOT_SUSPENDED: {
    en: 'This member is {noun:status}; only a suspended one can be reinstated.',
    'zh-CN': '该会员状态为“{noun:status}”，仅可恢复已停用的会员。',
    'zh-TW': '該會員狀態為「{noun:status}」，僅可恢復已停用的會員。',
  },
  IDENTITY_TAKEN: {
    en: 'This {noun:kind} belongs to somebody else already.',
    'zh-CN': '该{noun:kind}已被使用。',
    'zh-TW': '該{noun:kind}已被使用。',
  },
  CODE_NOT_VALID: {
    en: 'This code is not valid. Ask the member to show the code again.',
    'zh-CN': '会员码无效，请会员重新出示。',
    'zh-TW': '會員碼無效，請會員重新出示。',
  },
  CONSENT_NEEDED: {
    en: 'The member has to agree to {noun:purpose} first.',
    'zh-CN': '需先取得会员对“{noun:purpose}”的同意。',
    'zh-TW': '須先取得會員對「{noun:purpose}」的同意。',
  },
  TOO_MANY_TRIES: {
    en: 'Too many codes were wrong. Try again in {seconds} seconds.',
    'zh-CN': '错误次数过多，请在 {seconds} 秒后重试。',
    'zh-TW': '錯誤次數過多，請在 {seconds} 秒後重試。',
  },
  ATTRIBUTE_TYPE_FIXED: {
    en: 'The attribute "{code}" holds {noun:type} already; make another one for another type.',
    'zh-CN': '属性“{code}”的类型已固定为{noun:type}，请另建属性。',
    'zh-TW': '屬性「{code}」的類型已固定為{noun:type}，請另建屬性。',
  },
  WRONG_ATTRIBUTE_VALUE: {
    en: 'The attribute "{code}" takes {noun:type}.',
    'zh-CN': '属性“{code}”的值应为{noun:type}。',
    'zh-TW': '屬性「{code}」的值應為{noun:type}。',
  },
  SIGN_IN_FAILED: {
    en: 'This did not work. Ask for a new code, or sign in with your provider again.',
    'zh-CN': '登录失败。请重新获取验证码，或重新通过第三方账号登录。',
    'zh-TW': '登入失敗。請重新取得驗證碼，或重新以第三方帳號登入。',
  },
  ISSUER_AWAY: {
    en: 'The identity provider does not answer. Try again in a moment.',
    'zh-CN': '第三方登录服务暂时不可用，请稍后再试。',
    'zh-TW': '第三方登入服務暫時無法使用，請稍後再試。',
  },
  LIMIT_REACHED: {
    en: 'The limit[ of "{benefit}"] is reached[: again from {time:resetsAt} on].',
    'zh-CN': '[“{benefit}”]已达次数上限[，{time:resetsAt} 起可再次操作]。',
    'zh-TW': '[「{benefit}」]已達次數上限[，{time:resetsAt} 起可再次操作]。',
  },
  TERMS_NOT_ACCEPTED: {
    en: 'Joining needs your consent to the terms.',
    'zh-CN': '入会前请先同意会员条款。',
    'zh-TW': '加入前請先同意會員條款。',
  },
  SESSION_ENDED: {
    en: 'You are signed out. Sign in again.',
    'zh-CN': '登录已失效，请重新登录。',
    'zh-TW': '登入已失效，請重新登入。',
  },
  CODES_NOT_SENT: {
    en: 'This house sends no codes by e-mail.',
    'zh-CN': '本系统未启用邮件验证码。',
    'zh-TW': '本系統未啟用郵件驗證碼。',
  },
  KEY_NEEDED: {
    en: 'Send the publishable key of a brand: members sign in with a brand.',
    'zh-CN': '请附上品牌的公开密钥：会员通过品牌登录。',
    'zh-TW': '請附上品牌的公開金鑰：會員透過品牌登入。',
  },
};
