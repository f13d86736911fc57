/** What the pages of packages say in traditional Chinese. */
export const packagesTraditional = {
  fields: {
    packageKind: '類型',
    packageDescription: '權益包說明（简体 | 繁體 | English）',
    packageParts: '內含權益，每行一項：權益代碼與數量（coffee 2）；僅生日月發放的加 birthday（double 1 birthday）',
    packageUnit: '權益卡週期',
    packageCount: '權益卡週期數',
    packageNoticeDays: '權益卡：週期結束前幾天提醒未用權益，0 為不提醒',
    packageWallet: '兌換價：帳戶代碼',
    packagePoints: '兌換價：點數',
    packagePriceMinor: '價格（分）',
    packageImages: '圖片（檔案編號）',
    about: '權益包說明',
    noticeDays: '未用權益提醒',
    parts: '內含權益',
    cycles: '週期',
    price: '價格',
    totalValue: '總價值',
  },
  packageForm: {
    bundle: '組合包',
    card: '權益卡',
    week: '週',
    month: '個月',
    quarter: '季',
    cyclesOf: '{count} {unit}',
  },
  choices: {
    bundle: '組合包',
    card: '權益卡',
    ended: '已到期',
    ENDED: '已到期',
    LIVE: '有效',
    REVOKED: '已收回',
  },
  actions: {
    newPackage: '新增權益包',
  },
  form: {
    packageHelp:
      '組合包一次全部發放，任一權益缺貨則全部不發。權益卡自發放當日起按週期發放，未使用的權益隨週期到期。已發放的權益卡自下一週期起按新內容執行。',
    packageRetireHelp: '停止發放。已發放的權益卡持續有效至到期。',
  },
  cards: {
    title: '權益卡',
    none: '尚無權益卡。',
    until: '有效至 {at}',
    cycle: '第 {number} 期，至 {until}',
    left: '剩餘 {remaining} / {quota}',
    used: '已用 {used}',
  },
};
