import { requireAccess } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Done } from '../../../kernel/graphql/payload.js';
import type { Sql } from '../../../kernel/database.js';
import { sibling } from '../../../kernel/id.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { MemberRef } from '../../members/index.js';
import { memberLocked } from '../../members/index.js';
import { benefitNamed } from '../claiming.js';
import { grantOf } from '../operations.js';
import type { Expected } from '../price.js';
import type { Asking } from '../promise.js';
import { promise } from '../promise.js';
import { about } from '../use.js';
import type { FoundPurchase } from './found.js';
import { purchaseOfId } from './found.js';
import type { Confirmed } from './operations.js';
import { buy, confirmPayment, refundPurchase, releasePurchase } from './operations.js';
import type { BenefitBuyPayload, PurchasePayload } from './purchases.types.js';

interface Buying {
  readonly member: MemberRef;
  readonly benefitId: string;
  readonly expected: Expected | null;
}

/** Begins a purchase. A brand that sells for points as well needs the scope that takes them. */
export async function buyFor(context: RequestContext, asking: Asking, { member, benefitId, expected }: Buying): Promise<Done<BenefitBuyPayload>> {
  const { caller } = context;
  const wanted = benefitNamed(context, benefitId);
  if (wanted.price !== null) requireAccess({ brand: 'points:spend', member: true }, caller);
  const sales = wanted.otherwise.filter(({ kind }) => kind === 'pre-sale'); // nothing else stands in for what is sold
  const first = { ...wanted, otherwise: sales }; // so that whoever is late hears it at once
  return promise<BenefitBuyPayload>(context, { ...asking, wanted: first }, memberLocked(caller, member), async (session, memberId) => {
    const id = await buy(session, { memberId, brandId: caller.brandId, offered: benefitNamed(context, benefitId), expected });
    return { id, grantId: grantOf(id) };
  });
} // prettier-ignore

interface Reported {
  readonly holdId: string;
  readonly externalPaymentId: string;
  readonly amount: { readonly amountMinor: number; readonly currency: string };
}

/** What a brand reports of money it has taken. */
export function confirmed<P extends PurchasePayload>(context: RequestContext, asking: Asking, { holdId, externalPaymentId, amount }: Reported): Promise<Done<P>> {
  const paid = { paymentId: externalPaymentId, amountMinor: amount.amountMinor, currency: amount.currency };
  const find = (sql: Sql) => purchaseOfId(sql, context.caller, holdId, 'holdId');
  return about<P, FoundPurchase>(context, asking, find, (session, { id, memberId }): Promise<Confirmed> =>
    confirmPayment(session, { memberId, purchaseId: id, ...paid }),
  );
} // prettier-ignore

export function released<P extends PurchasePayload>(
  context: RequestContext,
  asking: Asking,
  purchaseId: string,
): Promise<Done<P>> {
  return ended<P>(context, asking, purchaseId, (session, of) => releasePurchase(session, of));
}

export function refunded<P extends PurchasePayload>(context: RequestContext, asking: Asking, purchaseId: string, reason: string): Promise<Done<P>> {
  return ended<P>(context, asking, purchaseId, (session, of) => refundPurchase(session, { ...of, reason }));
} // prettier-ignore

type Ending = (
  session: WriteSession,
  of: { readonly memberId: string; readonly purchaseId: string },
) => Promise<string>;

function ended<P extends PurchasePayload>(context: RequestContext, asking: Asking, purchaseId: string, act: Ending): Promise<Done<P>> {
  const find = (sql: Sql) => purchaseOfId(sql, context.caller, purchaseId);
  return about<P, FoundPurchase>(context, asking, find, async (session, { id, memberId }) => ({
    id: await act(session, { memberId, purchaseId: id }),
    grantId: sibling(id, 'grt'),
  }));
} // prettier-ignore
