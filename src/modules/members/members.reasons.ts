import { asTexts } from '../../kernel/refusal.js';

/** Why an input or an identity is not taken: INVALID_INPUT and INVALID_IDENTITY within their sentences, so without a full stop. Fields are called as the API calls them. */
export const memberReasons = {
  oneIdentity: asTexts(
    'at least one of externalId, phone, email is needed',
    'externalId、phone、email 至少填写一项',
    'externalId、phone、email 至少填寫一項',
  ),
  oneName: asTexts(
    'name the member by exactly one of id, externalId, phone, email',
    '须且只能用 id、externalId、phone、email 之一指明会员',
    '須且只能用 id、externalId、phone、email 之一指明會員',
  ),
  identitiesMost: (max: number) =>
    asTexts(
      `a member has at most ${max} identities`,
      `每位会员最多 ${max} 个身份标识`,
      `每位會員最多 ${max} 個身分標識`,
    ),
  visitorLike: asTexts(
    'a visitorId has 8 to 64 letters, digits, - and _',
    'visitorId 由 8 至 64 个字母、数字、- 和 _ 组成',
    'visitorId 由 8 至 64 個字母、數字、- 和 _ 組成',
  ),
  sumTooLarge: (max: number) =>
    asTexts(
      `the sum of this member would become too large: amountMinor may be ${max} at most`,
      `该会员的累计金额将超出上限：amountMinor 最多为 ${max}`,
      `該會員的累計金額將超出上限：amountMinor 最多為 ${max}`,
    ),
  viewsACall: (max: number) =>
    asTexts(`1 to ${max} views a call`, `每次提交 1 至 ${max} 条浏览记录`, `每次提交 1 至 ${max} 筆瀏覽紀錄`),
  whoLooked: asTexts(
    'say who looked: a visitorId or a member',
    '须指明浏览者：visitorId 或会员',
    '須指明瀏覽者：visitorId 或會員',
  ),
  withinDays: (days: number) =>
    asTexts(
      `occurredAt lies within the last ${days} days`,
      `occurredAt 须在最近 ${days} 天内`,
      `occurredAt 須在最近 ${days} 天內`,
    ),
  charactersBetween: (max: number) =>
    asTexts(`1 to ${max} characters`, `须为 1 至 ${max} 个字符`, `須為 1 至 ${max} 個字元`),
  oneLine: (field: string, max: number) =>
    asTexts(
      `${field} has at most ${max} characters, none of them control characters`,
      `${field} 最多 ${max} 个字符，且不含控制字符`,
      `${field} 最多 ${max} 個字元，且不含控制字元`,
    ),
  visible: (field: string) =>
    asTexts(
      `${field} has signs that turn text around, or nothing that can be seen`,
      `${field} 含有改变文字方向的符号，或没有任何可见字符`,
      `${field} 含有改變文字方向的符號，或沒有任何可見字元`,
    ),
  zoneLike: asTexts(
    'zone is an IANA time zone such as Asia/Shanghai',
    'zone 须为 IANA 时区，例如 Asia/Shanghai',
    'zone 須為 IANA 時區，例如 Asia/Shanghai',
  ),
  birthdayBetween: (earliest: string) =>
    asTexts(
      `a birthday lies between ${earliest} and today`,
      `生日须在 ${earliest} 至今天之间`,
      `生日須在 ${earliest} 至今天之間`,
    ),
  linesOfRefund: asTexts(
    'the lines come to more than what was given back',
    '明细合计超过退款金额',
    '明細合計超過退款金額',
  ),
  credentialNeeds: (field: string) =>
    asTexts(`the credential needs ${field}`, `登录凭证缺少 ${field}`, `登入憑證缺少 ${field}`),
  wordLike: (field: string) =>
    asTexts(
      `${field} has 1 to 64 letters, digits and . _ : -`,
      `${field} 由 1 至 64 个字母、数字和 . _ : - 组成`,
      `${field} 由 1 至 64 個字母、數字和 . _ : - 組成`,
    ),
  inThePast: asTexts('occurredAt must lie in the past', 'occurredAt 须早于现在', 'occurredAt 須早於現在'),
  wordsACall: (max: number) =>
    asTexts(`1 to ${max} words a call`, `每次提交 1 至 ${max} 条授权意愿`, `每次提交 1 至 ${max} 筆授權意願`),
  attributeType: asTexts(
    'type is TEXT, NUMBER, INSTANT or FLAG',
    'type 须为 TEXT、NUMBER、INSTANT 或 FLAG',
    'type 須為 TEXT、NUMBER、INSTANT 或 FLAG',
  ),
  staysWithBrand: asTexts('an attribute stays with its brand', '属性不能改换品牌', '屬性不能改換品牌'),
  attributeCode: asTexts(
    'a code has 2 to 26 letters and digits in camel case, and is no word of the rule language',
    '编码为 2 至 26 个字母和数字（小驼峰），且不能是规则语言的保留字',
    '編碼為 2 至 26 個字母和數字（小駝峰），且不能是規則語言的保留字',
  ),
  nameNeeded: asTexts('a name is needed', '须填写名称', '須填寫名稱'),
  attributesMost: (max: number) =>
    asTexts(
      `a program has at most ${max} attributes of its own`,
      `每个计划最多 ${max} 个自定义属性`,
      `每個計畫最多 ${max} 個自訂屬性`,
    ),
  attributesACall: (max: number) =>
    asTexts(`at most ${max} attributes a call`, `每次最多提交 ${max} 个属性`, `每次最多提交 ${max} 個屬性`),
  reasonLength: (max: number) =>
    asTexts(`a reason has 1 to ${max} characters`, `原因为 1 至 ${max} 个字符`, `原因為 1 至 ${max} 個字元`),
  noControls: asTexts('no control characters', '不能含控制字符', '不能含控制字元'),
  phoneLike: asTexts('write it as +8613800000000', '请写成 +8613800000000 的形式', '請寫成 +8613800000000 的形式'),
  emailLike: asTexts('not an e-mail address', '不是邮箱地址', '不是電子郵件地址'),
  whichBrand: asTexts('say which brand', '须指明品牌', '須指明品牌'),
};
