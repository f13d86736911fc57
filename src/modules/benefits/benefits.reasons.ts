import { asTexts } from '../../kernel/refusal.js';

/** Why an input about benefits is not taken: INVALID_INPUT within its sentence, so without a full stop. */
export const benefitReasons = {
  needs: (kind: string, field: string) =>
    asTexts(`a benefit of kind ${kind} says ${field}`, `此类权益须填写 ${field}`, `此類權益須填寫 ${field}`),
  aTimeOfDayIs: asTexts('a time of day is HH:MM', '一天中的时间写作 HH:MM', '一天中的時間寫作 HH:MM'),
  hoursEndOnTheDay: asTexts(
    'hours end on the day they begin',
    '结束时间须晚于开始时间，且在同一天',
    '結束時間須晚於開始時間，且在同一天',
  ),
  aMemberPriceNamesSkus: asTexts(
    'a member price names SKUs and prices',
    '会员价须填写商品与价格',
    '會員價須填寫商品與價格',
  ),
  priorityNamesSkusAndHours: asTexts(
    'priority names SKUs and hours in `early`',
    '优先购须填写商品与提前小时数',
    '優先購須填寫商品與提前小時數',
  ),
  aWaiverHasACap: asTexts('a waiver has a cap', '免单须填写优惠上限', '免單須填寫優惠上限'),
  onlyCashIsUsedBit: asTexts('only cash is used bit by bit', '仅代金可分次使用', '僅代金可分次使用'),
  whatIsUsedBitBy: asTexts(
    'what is used bit by bit has no number of uses',
    '可分次使用的权益不限次数，不填可用次数',
    '可分次使用的權益不限次數，不填可用次數',
  ),
  theSharesOfWhoPays: asTexts(
    'the shares of who pays come to 100 percent',
    '费用分摊比例合计须为 100%',
    '費用分攤比例合計須為 100%',
  ),
  whatIsSentIsGranted: asTexts(
    'what is sent is granted, and used once: when it is shipped',
    '寄送的权益须发放给会员，仅在发货时使用一次',
    '寄送的權益須發放給會員，僅在出貨時使用一次',
  ),
  onlyAServiceHasTimes: asTexts(
    'only a service has times that are booked',
    '仅服务类权益可设预约时间',
    '僅服務類權益可設預約時間',
  ),
  whatIsBookedIsGranted: asTexts(
    'what is booked is granted',
    '可预约的权益须发放给会员，不能为常驻权益',
    '可預約的權益須發放給會員，不能為常駐權益',
  ),
  whatIsSentIsNot: asTexts('what is sent is not booked', '寄送的权益不能预约', '寄送的權益不能預約'),
  timesAreAtStoresOr: asTexts('times are at stores, or online', '请选择门店，或设为线上', '請選擇門市，或設為線上'),
  aStandingRightHasNo: asTexts(
    'a standing right has no stock, no price and is not claimed',
    '常驻权益没有库存与价格，也无需领取',
    '常駐權益沒有庫存與價格，也無需領取',
  ),
  paymentIdPlain: asTexts(
    'externalPaymentId has 1 to 190 characters, and no spaces around them',
    '支付单号为 1 至 190 个字符，首尾不含空格',
    '支付單號為 1 至 190 個字元，首尾不含空格',
  ),
  rhythmStays: asTexts(
    'cycle.unit: of a package that was published it stays as it is',
    '已发布的权益卡不能更改发放周期',
    '已發布的權益卡不能變更發放週期',
  ),
  reasonTooLong: asTexts('reason has at most 120 characters', '原因最多 120 个字符', '原因最多 120 個字元'),
  csvOrCodes: asTexts(
    'exactly one of csv and codes says which',
    'csv 与 codes 须且只能填写一项',
    'csv 與 codes 須且只能填寫一項',
  ),
  oneOfClaimed: asTexts(
    'exactly one of benefitId, grantId and code says what is taken',
    'benefitId、grantId 与 code 须且只能填写一项',
    'benefitId、grantId 與 code 須且只能填寫一項',
  ),
  daysAtOnce: (max: number) =>
    asTexts(`at most ${max} days at once`, `每次最多查询 ${max} 天`, `每次最多查詢 ${max} 天`),
  timesAtOnce: (max: number) =>
    asTexts(
      `more than ${max} times: ask for fewer days`,
      `超过 ${max} 个时间，请缩短查询天数`,
      `超過 ${max} 個時間，請縮短查詢天數`,
    ),
  batchNameLength: (max: number) =>
    asTexts(
      `the name of a batch has at most ${max} characters`,
      `批次名称最多 ${max} 个字符`,
      `批次名稱最多 ${max} 個字元`,
    ),
  membersNamed: (max: number) =>
    asTexts(
      `at most ${max} members are named; make a list of more`,
      `最多指定 ${max} 位会员，更多请建立名单`,
      `最多指定 ${max} 位會員，更多請建立名單`,
    ),
  oneAudience: asTexts(
    'exactly one of segmentId and memberIds says to whom',
    '人群与会员须且只能填写一项',
    '受眾與會員須且只能填寫一項',
  ),
  batchLength: (max: number) =>
    asTexts(`a batch has 1 to ${max} characters`, `批次名称为 1 至 ${max} 个字符`, `批次名稱為 1 至 ${max} 個字元`),
  saidBefore: asTexts('it stands in an earlier line', '前面的行中已有此项', '前面的行中已有此項'),
  ofShipment: (what: string) =>
    asTexts(
      `${what}: of a shipment, and of nothing else`,
      `${what}：发货时必填，其他情况不填`,
      `${what}：出貨時必填，其他情況不填`,
    ),
  shipmentWord: (what: string) =>
    asTexts(
      `${what} has at most 64 characters, in one line`,
      `${what} 最多 64 个字符，且不换行`,
      `${what} 最多 64 個字元，且不換行`,
    ),
  linesAtOnce: (max: number) => asTexts(`1 to ${max} lines at once`, `每次 1 至 ${max} 行`, `每次 1 至 ${max} 行`),
  columnMissing: (what: string) =>
    asTexts(
      `the first line names the columns, and ${what} is not among them`,
      `首行须为列名，缺少 ${what} 列`,
      `首行須為欄名，缺少 ${what} 欄`,
    ),
  linesMost: (max: number) => asTexts(`at most ${max} lines at once`, `每次最多 ${max} 行`, `每次最多 ${max} 行`),
  noCsv: asTexts('this is no CSV', '这不是 CSV 文件', '這不是 CSV 檔案'),
  firstBetween: (max: number) =>
    asTexts(`first is from 1 to ${max}`, `first 须为 1 至 ${max}`, `first 須為 1 至 ${max}`),
  benefitsMost: (max: number) => asTexts(`at most ${max} benefits`, `最多 ${max} 个权益`, `最多 ${max} 個權益`),
  afterIsNext: asTexts(
    'after is `next` of the list before',
    'after 须为上一份清单的 next',
    'after 須為上一份清單的 next',
  ),
  codesPresented: (max: number) =>
    asTexts(`at most ${max} codes are presented`, `最多出示 ${max} 个券码`, `最多出示 ${max} 個券碼`),
  basketLines: (max: number) =>
    asTexts(`a basket has at most ${max} lines`, `购物车最多 ${max} 行`, `購物車最多 ${max} 行`),
  basketSound: asTexts(
    'quantities are from 1 to 100,000, prices from 0',
    '数量须为 1 至 100,000，价格不小于 0',
    '數量須為 1 至 100,000，價格不小於 0',
  ),
  codesAtOnce: (max: number) =>
    asTexts(`at most ${max} codes at once`, `每次最多 ${max} 个券码`, `每次最多 ${max} 個券碼`),
  codeOrGrant: asTexts(
    'exactly one of code and grantId says what is used',
    'code 与 grantId 须且只能填写一项',
    'code 與 grantId 須且只能填寫一項',
  ),
  orderIdLength: asTexts('orderId has 1 to 190 characters', '订单号为 1 至 190 个字符', '訂單號為 1 至 190 個字元'),
  allInInput: asTexts(
    'what is used at once is all in `input`',
    '直接核销时，内容都填写在 input 中',
    '直接核銷時，內容都填寫在 input 中',
  ),
  amountLeast: asTexts('amountMinor is at least 1', '金额不能小于 1 分', '金額不能小於 1 分'),
  sayWhatIsUsed: asTexts(
    'say what is used: redemptionId, or input',
    '请填写核销内容：redemptionId 或 input',
    '請填寫核銷內容：redemptionId 或 input',
  ),
  insteadOnly: asTexts(
    'benefitId says what is given instead, and nothing otherwise',
    '仅在改发其他权益时填写权益，且必须填写',
    '僅在改發其他權益時填寫權益，且必須填寫',
  ),
  staysOfKind: (what: string) =>
    asTexts(
      `${what}: of a benefit that was published it stays of the kind it is`,
      `${what}：已发布的权益不能更改此项的类型`,
      `${what}：已發布的權益不能變更此項的類型`,
    ),
  hostRuleOnly: asTexts(
    'eligibility: of the host’s benefits only',
    '仅主品牌的权益可设领取条件',
    '僅主品牌的權益可設領取條件',
  ),
  replacementOrNone: asTexts(
    'there is a replacement, or there is none',
    '有替代权益与无替代权益只能选其一',
    '有替代權益與無替代權益只能選其一',
  ),
  honourUntilNeeded: asTexts('honourUntil says until when it is honoured', '请填写兑现截止日', '請填寫兌現截止日'),
  honourUntilAhead: asTexts('honourUntil is in the future', '兑现截止日须晚于今天', '兌現截止日須晚於今天'),
};
