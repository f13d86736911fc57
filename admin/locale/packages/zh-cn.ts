/** What the pages of packages say in simplified Chinese. */
export const packagesSimplified = {
  fields: {
    packageKind: '类型',
    packageDescription: '权益包说明（简体 | 繁體 | English）',
    packageParts: '内含权益，每行一项：权益代码与数量（coffee 2）；仅生日月发放的加 birthday（double 1 birthday）',
    packageUnit: '权益卡周期',
    packageCount: '权益卡周期数',
    packageNoticeDays: '权益卡：周期结束前几天提醒未用权益，0 为不提醒',
    packageWallet: '兑换价：账户代码',
    packagePoints: '兑换价：积分',
    packagePriceMinor: '价格（分）',
    packageImages: '图片（文件编号）',
    about: '权益包说明',
    noticeDays: '未用权益提醒',
    parts: '内含权益',
    cycles: '周期',
    price: '价格',
    totalValue: '总价值',
  },
  packageForm: {
    bundle: '组合包',
    card: '权益卡',
    week: '周',
    month: '月',
    quarter: '季',
    cyclesOf: '{count} 个{unit}',
  },
  choices: {
    bundle: '组合包',
    card: '权益卡',
    ended: '已到期',
    ENDED: '已到期',
    LIVE: '有效',
    REVOKED: '已收回',
  },
  actions: {
    newPackage: '新建权益包',
  },
  form: {
    packageHelp:
      '组合包一次性全部发放，任一权益缺货则全部不发。权益卡自发放之日起按周期发放，未用权益随周期到期。已发放的权益卡自下一周期起按新内容执行。',
    packageRetireHelp: '停止发放。已发放的权益卡继续有效至到期。',
  },
  cards: {
    title: '权益卡',
    none: '暂无权益卡。',
    until: '有效至 {at}',
    cycle: '第 {number} 期，至 {until}',
    left: '剩余 {remaining} / {quota}',
    used: '已用 {used}',
  },
};
