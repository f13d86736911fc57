import { z } from 'zod';
import { approvalKind } from '../../kernel/approval.js';
import type { WriteSession } from '../../kernel/session.js';
import type { EarnOrder, PointsOrder } from './operations.js';
import { refuse } from '../../kernel/refusal.js';
import type { PointsPart } from './balances.js';
import { walletOf } from './balances.js';
import { adjust, checkedReason, earn, requirePoints, requireReason } from './operations.js';

/** How many points an operator gives alone; for more, somebody else has to agree. Keys of brands are not bound by it. */
export const POINTS_ALONE_MAX = 10_000;

/** Gives points, or asks a second person where an operator gives many. Answers the activity, or the approval. */
export async function earnOrAsk(session: WriteSession, order: EarnOrder): Promise<string> {
  const isAlone = session.caller.kind !== 'operator' || !(order.amount > POINTS_ALONE_MAX);
  if (isAlone) return earn(session, order);
  const { memberId, brandId, wallet, amount, reason, availableAt = null, expiresAt = null } = order;
  requirePossible(session, order);
  if (expiresAt !== null && expiresAt <= Math.max(session.now, availableAt ?? 0)) {
    refuse('EXPIRES_BEFORE_AVAILABLE', {}, ['expiresAt']);
  }
  return session.house.askApproval(session, {
    kind: givePoints.kind,
    input: { memberId, brandId, wallet, amount, reason, availableAt, expiresAt },
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
    availableAt: z.number().nullable().default(null),
    expiresAt: z.number().nullable().default(null),
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

/** Corrects a balance, or asks a second person where an operator corrects by much. Answers the activity, or the approval. */
export async function adjustOrAsk(session: WriteSession, order: PointsOrder): Promise<string> {
  const isAlone = session.caller.kind !== 'operator' || !(Math.abs(order.amount) > POINTS_ALONE_MAX);
  if (isAlone) return adjust(session, order);
  const { memberId, brandId, wallet, amount, reason } = order;
  requireReason(reason);
  requirePossible(session, order);
  return session.house.askApproval(session, {
    kind: adjustPoints.kind,
    input: { memberId, brandId, wallet, amount, reason },
    reason,
  });
}

/** Nobody is asked about what would be refused whoever agrees. Balances may change until then: they are looked at later. */
function requirePossible({ house, members }: WriteSession, { memberId, wallet, amount, reason }: PointsOrder): void {
  requirePoints(Math.abs(amount));
  checkedReason(reason);
  walletOf(house.programs.current().parts['points'] as PointsPart, wallet);
  const { status = 'closed' } = members.get(memberId) ?? {};
  if (status !== 'active') refuse('MEMBER_NOT_ACTIVE', { status });
}

/** What a second person decides on: a large correction. */
export const adjustPoints = approvalKind({
  kind: 'points.adjust',
  scope: 'points:adjust',
  schema: z.strictObject({
    memberId: z.string(),
    brandId: z.string(),
    wallet: z.string(),
    amount: z.number(),
    reason: z.string(),
  }),

  sentence: (_, { memberId, wallet, amount }) => ({
    en: `The balance of member ${memberId} in the wallet ${wallet} changes by ${amount}.`,
    'zh-CN': `会员 ${memberId} 的 ${wallet} 账户积分调整 ${amount}。`,
    'zh-TW': `會員 ${memberId} 的 ${wallet} 帳戶點數調整 ${amount}。`,
  }),

  members: ({ memberId }) => [memberId],

  execute(session, order) {
    return Promise.resolve({ id: adjust(session, order) });
  },
});
