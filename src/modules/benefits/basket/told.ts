import type { RequestContext } from '../../../kernel/graphql/context.js';
import { textIn } from '../../../kernel/graphql/locale.js';
import type { MoneyType } from '../../../kernel/graphql/money.type.js';
import { digitsOf } from '../../../kernel/money.js';
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
  return fill(REASON_TEXTS[reason][context.locale], {
    missing: shownMoney(context, missingMinor ?? 0),
    from: usableFrom === null ? null : new Date(usableFrom).toISOString(),
    by: rival ? textIn(context, rival.name) : null,
  });
}

function shownMoney({ session: { house } }: RequestContext, minor: number): string {
  const { currency } = house.programs.current();
  const digits = digitsOf(currency);
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
}
