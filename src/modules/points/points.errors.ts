import type { ErrorType } from '../../kernel/graphql/errors.js';
import { InsufficientPoints } from './points.types.js';

/** Too few points: how many are missing is also what to do about it. */
export const insufficientPoints: ErrorType = {
  codes: ['INSUFFICIENT_POINTS'],
  type: InsufficientPoints,
  nextSteps: ({ needed, available }) => {
    const amount = Number(needed) - Number(available);
    const text = {
      en: `Earn ${amount} more points.`,
      'zh-CN': `还需获得 ${amount} 积分。`,
      'zh-TW': `還需獲得 ${amount} 點。`,
    };
    return [{ kind: 'EARN_POINTS', text, amount }];
  },
};
