import type { Move, RuleFunction, Value } from '../../kernel/expression/index.js';
import type { LocalisedText } from '../../kernel/refusal.js';

type Told = Pick<RuleFunction<never>, 'label' | 'moves' | 'changes'>;

const EARNING: Move = { kind: 'EARN', by: 'adds', about: 0 };

const ofWallet =
  (en: string, zhCN: string, zhTW: string) =>
  (wallet: Value | undefined): LocalisedText => {
    const code = String(wallet);
    return { en: `${en} (${code})`, 'zh-CN': `${zhCN}（${code}）`, 'zh-TW': `${zhTW}（${code}）` };
  };

/** How sentences tell what rules ask about points, and how a member moves it. */
export const pointsTold: Readonly<Record<'available' | 'earned', Told>> = {
  available: {
    changes: 'settled',
    label: ofWallet('Points that can be spent', '可用积分', '可用點數'),
    moves: [EARNING],
  },
  earned: { label: ofWallet('Points ever earned', '累计获得积分', '累計獲得點數'), moves: [EARNING] },
};
