import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const operatorNouns: Nouns = {
  approval: { en: 'request for approval', 'zh-CN': '审批申请', 'zh-TW': '審批申請' },
  operator: { en: 'operator', 'zh-CN': '操作员', 'zh-TW': '操作員' },
  store: { en: 'store', 'zh-CN': '门店', 'zh-TW': '門市' },
  token: { en: 'token', 'zh-CN': '令牌', 'zh-TW': '權杖' },
  short: { en: 'too short', 'zh-CN': '过短', 'zh-TW': '過短' },
  long: { en: 'too long', 'zh-CN': '过长', 'zh-TW': '過長' },
  own: { en: 'made of your login or name', 'zh-CN': '由账号或姓名组成', 'zh-TW': '由帳號或姓名組成' },
  common: { en: 'everybody tries it first', 'zh-CN': '过于常见', 'zh-TW': '過於常見' },
  same: { en: 'the one you have', 'zh-CN': '与当前密码相同', 'zh-TW': '與目前密碼相同' },
  approved: { en: 'approved', 'zh-CN': '已批准', 'zh-TW': '已批准' },
  rejected: { en: 'rejected', 'zh-CN': '已驳回', 'zh-TW': '已駁回' },
  decided: { en: 'decided', 'zh-CN': '已审批', 'zh-TW': '已審批' },
  expired: { en: 'expired', 'zh-CN': '已过期', 'zh-TW': '已過期' },
  withdrawn: { en: 'withdrawn', 'zh-CN': '已撤回', 'zh-TW': '已撤回' },
};

export const operatorRefusals: RefusalTexts = {
  WRONG_CREDENTIALS: {
    en: 'The login or the password is not right.',
    'zh-CN': '账号或密码不正确。',
    'zh-TW': '帳號或密碼不正確。',
  },
  TOO_MANY_ATTEMPTS: {
    en: 'Too many attempts. Try again in {minutes} min.',
    'zh-CN': '尝试次数过多，请在 {minutes} 分钟后重试。',
    'zh-TW': '嘗試次數過多，請於 {minutes} 分鐘後重試。',
  },
  WEAK_PASSWORD: {
    en: 'Choose another password: at least {min} characters, without your login or name, and not a common one ({noun:reason}).',
    'zh-CN': '请更换密码：至少 {min} 个字符，不得包含账号或姓名，也不得为常见密码（{noun:reason}）。',
    'zh-TW': '請更換密碼：至少 {min} 個字元，不得包含帳號或姓名，也不得為常見密碼（{noun:reason}）。',
  },
  LOGIN_TAKEN: {
    en: 'Somebody has this login already.',
    'zh-CN': '该账号已被使用。',
    'zh-TW': '該帳號已被使用。',
  },
  UNKNOWN_ROLE: {
    en: 'There is no role "{role}".',
    'zh-CN': '不存在角色“{role}”。',
    'zh-TW': '不存在角色「{role}」。',
  },
  CLERK_ALONE: {
    en: 'A clerk has no other role: it acts for one store and for nothing else.',
    'zh-CN': '店员不能兼任其他角色：店员只代表一家门店操作。',
    'zh-TW': '店員不能兼任其他角色：店員只代表一家門市操作。',
  },
  LAST_OWNER: {
    en: 'This is the last owner. Make another one first.',
    'zh-CN': '这是最后一位所有者，请先指定另一位。',
    'zh-TW': '這是最後一位擁有者，請先指定另一位。',
  },
  OPERATOR_MAY_NOT: {
    en: 'None of your roles has the scope {scope}.',
    'zh-CN': '您的角色没有权限范围 {scope}。',
    'zh-TW': '您的角色沒有權限範圍 {scope}。',
  },
  OWN_APPROVAL: {
    en: 'You asked for this yourself; somebody else has to decide.',
    'zh-CN': '这是您本人提交的申请，须由他人审批。',
    'zh-TW': '這是您本人提交的申請，須由他人審批。',
  },
  APPROVAL_CLOSED: {
    en: 'This is {noun:status} already; nothing can be decided any more.',
    'zh-CN': '该申请状态为 {noun:status}，无法再审批。',
    'zh-TW': '該申請狀態為 {noun:status}，無法再審批。',
  },
};
