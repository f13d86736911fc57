import { asTexts } from '../../kernel/refusal.js';

/** Why an input about tiers is not taken: INVALID_INPUT within its sentence, so without a full stop. */
export const tierReasons = {
  packOfOne: asTexts(
    'an item of a pack names exactly one of wallet, benefit and package',
    '升级礼包的每一项须且只能指明 wallet、benefit、package 之一',
    '升級禮包的每一項須且只能指明 wallet、benefit、package 之一',
  ),
  packOfPackage: asTexts(
    'a package has no amount: one of it is given, with all that is in it',
    '权益包不填 amount：整包发放一份',
    '權益包不填 amount：整包發放一份',
  ),
  packOfPoints: asTexts('amount says how many points', 'amount 须填写积分数量', 'amount 須填寫點數數量'),
  noMoreThanBelow: (below: number) =>
    asTexts(
      `it takes no more than a tier below, which takes ${below}`,
      `须高于其下等级的要求 ${below}`,
      `須高於其下等級的要求 ${below}`,
    ),
};
