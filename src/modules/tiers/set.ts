import type { Instant } from '../../kernel/clock.js';
import { actorOf } from '../../kernel/caller.js';
import { configId } from '../../kernel/id.js';
import { asTexts, refuse, refuseInput } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import type { TiersPart } from './compile.js';
import type { Intent } from './effects.js';

const REASON_LENGTH_MAX = 500;

/** A tier somebody gives by hand. */
export interface TierOrder {
  readonly memberId: string;
  /** The main ladder when nothing is said. */
  readonly ladder: string | null;
  readonly tier: string;
  readonly reason: string;
  /** When rules decide again; null for not before somebody sets it anew. */
  readonly until: Instant | null;
}

/**
 * Sets the tier of a locked member by hand. Until that ends no rule moves it; then it gets what rules give, or what it had
 * before where that has not ended. Answers the activity. Refuses UNKNOWN_TIER, REASON_MISSING, INVALID_INPUT.
 */
export function setTier(session: WriteSession, order: TierOrder): string {
  const { memberId, ladder: code, tier, until } = order;
  const { ladders } = session.house.programs.current().parts['tiers'] as TiersPart;
  const ladder = ladders.find((each) => code === null || each.code === code) ?? refuse('UNKNOWN_LADDER', { ladder: code ?? '' }, ['ladder']); // prettier-ignore
  if (!ladder.tiers.some((each) => each.code === tier)) refuse('UNKNOWN_TIER', { tier, ladder: ladder.code }, ['tier']);
  if (until !== null && until <= session.now) refuseInput(asTexts('until lies in the future', '截止时间须晚于现在', '截止時間須晚於現在'), ['until']); // prettier-ignore
  const { byKind, byId } = actorOf(session.caller);
  const by = { byKind, ...(byId === null ? {} : { byId }) };
  const payload = { ladder: ladder.code, tier, reason: checkedReason(order.reason), until: until === null ? null : new Date(until).toISOString(), ...by }; // prettier-ignore
  const cause = session.record({ type: 'tier.set', memberId, brandId: session.caller.brandId, subjectId: ladder.code, payload }); // prettier-ignore
  session.grant(
    { kind: 'tiers.set', reason: 'set by hand', intent: payload satisfies Intent },
    { cause, isRequired: true },
  );
  session.audit({
    action: 'tiers.set',
    subject: { type: 'member', id: memberId },
    after: { tier: configId('tie', tier), until: payload.until },
    reason: payload.reason,
  });
  return cause;
}

function checkedReason(text: string): string {
  const reason = text.trim();
  if (reason === '') refuse('REASON_MISSING', {}, ['reason']);
  if (reason.length > REASON_LENGTH_MAX) refuseInput(asTexts(`reason has at most ${REASON_LENGTH_MAX} characters`, `原因最多 ${REASON_LENGTH_MAX} 个字符`, `原因最多 ${REASON_LENGTH_MAX} 個字元`), ['reason']); // prettier-ignore
  return reason;
}
