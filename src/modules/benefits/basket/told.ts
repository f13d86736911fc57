import { money } from '../../../kernel/expression/index.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { wordingIn } from '../../../kernel/graphql/errors.js';
import { textIn } from '../../../kernel/graphql/locale.js';
import type { MoneyType } from '../../../kernel/graphql/money.type.js';
import { fill } from '../../../kernel/refusal.js';
import { offeredIn } from '../benefit-type.js';
import type { RefusedRight } from './refused.js';
import { REASON_TEXTS } from './refused.js';

export function moneyOf({ session: { house } }: RequestContext, amountMinor: number): MoneyType {
  return { amountMinor, currency: house.programs.current().currency };
}

/** Why a right is not used, in the language of the request. */
export function sentenceOf(context: RequestContext, { reason, missingMinor, usableFrom, by }: RefusedRight): string {
  const rival = by === null ? undefined : offeredIn(context, by);
  const { house } = context.session;
  const { currency } = house.programs.current();
  const details = {
    missing: money(missingMinor ?? 0, { ...context, currency }),
    from: usableFrom,
    by: rival ? textIn(context, rival.name) : null,
  };
  return fill(REASON_TEXTS[reason][context.locale], details, wordingIn(house, context.locale));
}
