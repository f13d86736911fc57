import { z } from 'zod';
import { approvalKind } from '../../kernel/approval.js';
import type { WriteSession } from '../../kernel/session.js';
import type { PointsOrder } from './operations.js';
import { earn } from './operations.js';

/** How many points an operator gives alone; for more, somebody else has to agree. Keys of brands are not bound by it. */
export const POINTS_ALONE_MAX = 10_000;

/** Gives points, or asks a second person where an operator gives many. Answers the activity, or the approval. */
export async function earnOrAsk(session: WriteSession, order: PointsOrder): Promise<string> {
  const isAlone = session.caller.kind !== 'operator' || !(order.amount > POINTS_ALONE_MAX);
  if (isAlone) return earn(session, order);
  const { memberId, brandId, wallet, amount, reason } = order;
  return session.house.askApproval(session, {
    kind: givePoints.kind,
    input: { memberId, brandId, wallet, amount, reason },
    reason,
  });
}

/** What a second person decides on: many points at once. */
export const givePoints = approvalKind({
  kind: 'points.give',
  scope: 'points:earn',
  schema: z.strictObject({
    memberId: z.string(),
    brandId: z.string(),
    wallet: z.string(),
    amount: z.number(),
    reason: z.string(),
  }),

  sentence: (_, { memberId, wallet, amount }) => ({
    en: `Member ${memberId} gets ${amount} points of the wallet ${wallet}.`,
    'zh-CN': `向会员 ${memberId} 的 ${wallet} 账户发放 ${amount} 积分。`,
    'zh-TW': `向會員 ${memberId} 的 ${wallet} 帳戶發放 ${amount} 點數。`,
  }),

  members: ({ memberId }) => [memberId],

  execute(session, order) {
    return Promise.resolve({ id: earn(session, order) });
  },
});
