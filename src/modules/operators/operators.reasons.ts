import { asTexts } from '../../kernel/refusal.js';

/** Why an input is not taken: INVALID_INPUT within its sentence, so without a full stop. */
export const operatorReasons = {
  onlyClerks: asTexts('only a clerk acts for one store', '仅店员可绑定门店', '僅店員可綁定門市'),
  nameLength: asTexts('a name has 1 to 120 characters', '姓名为 1 至 120 个字符', '姓名為 1 至 120 個字元'),
  loginLike: asTexts(
    'a login is a mail address or a short name of small letters, digits, dots and hyphens',
    '账号为邮箱，或由小写字母、数字、点与连字符组成的短名',
    '帳號為電子郵件，或由小寫字母、數字、點與連字號組成的短名',
  ),
  labelLength: (max: number) =>
    asTexts(`a label has 1 to ${max} characters`, `用途为 1 至 ${max} 个字符`, `用途為 1 至 ${max} 個字元`),
  tokenDays: (max: number) =>
    asTexts(`a token works for 1 to ${max} days`, `令牌有效期为 1 至 ${max} 天`, `權杖有效期為 1 至 ${max} 天`),
  oneRole: asTexts('an operator has at least one role', '操作员至少需要一个角色', '操作員至少需要一個角色'),
};
