import { asTexts } from '../../kernel/refusal.js';

/** Why an input is not taken or a transfer not reversed: INVALID_INPUT and NOT_REVERSIBLE within their sentences, so without a full stop. */
export const pointReasons = {
  orderIdLength: (max: number) =>
    asTexts(`orderId has 1 to ${max} characters`, `订单号为 1 至 ${max} 个字符`, `訂單號為 1 至 ${max} 個字元`),
  reasonLength: asTexts('reason has at most 120 characters', '原因最多 120 个字符', '原因最多 120 個字元'),
  withinDays: (max: number) =>
    asTexts(`withinDays is from 1 to ${max}`, `withinDays 须为 1 至 ${max}`, `withinDays 須為 1 至 ${max}`),
  daysBetween: (max: number) =>
    asTexts(
      `from is not after to, and they are at most ${max} days`,
      `起始日不能晚于截止日，且最多 ${max} 天`,
      `起始日不能晚於截止日，且最多 ${max} 天`,
    ),
  final: (kind: string) =>
    asTexts(`a transfer of kind ${kind} is final`, `类型为 ${kind} 的流水不可冲正`, `類型為 ${kind} 的流水不可沖正`),
  reversedBefore: asTexts('it was reversed before', '此前已冲正', '先前已沖正'),
  partRefunded: asTexts('refunds have taken a part of it', '退款已收回其中一部分', '退款已收回其中一部分'),
  pointsExpired: asTexts('its points have expired', '其积分已过期', '其積分已過期'),
  inOrder: asTexts('from is not after to', '起始日不能晚于截止日', '起始日不能晚於截止日'),
};
