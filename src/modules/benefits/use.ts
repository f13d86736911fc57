import type { Sql } from '../../kernel/database.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Done } from '../../kernel/graphql/payload.js';
import { tried } from '../../kernel/graphql/tries.js';
import { refuseInput } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Found, FoundUse } from './found.js';
import { grantOfCode, grantOfId, useOfId } from './found.js';
import type { Using } from './operations.js';
import { placeOf } from './place.js';
import type { Asking, Promised } from './promise.js';
import { promise } from './promise.js';
import type { GrantPayload } from './grants.types.js';
import type { BenefitUseInput, UsePayload } from './use.types.js';
import { benefitReasons as reasons } from './benefits.reasons.js';

/** How an act is told what it is about. */
type Act = (session: WriteSession, using: Using) => Promised | Promise<Promised>;

/** One use of a grant that is named by its code or its id. Refuses INVALID_INPUT unless exactly one of them says which. */
export async function use<P extends UsePayload>(context: RequestContext, asking: Asking, input: BenefitUseInput, act: Act): Promise<Done<P>> {
  const { caller, session: { house } } = context;
  const { code = null, grantId = null, amountMinor = null, orderId = null } = input;
  if ((code === null) === (grantId === null)) refuseInput(reasons.codeOrGrant, ['input']);
  const find = (sql: Sql) => (code === null ? grantOfId(sql, caller, grantId ?? '') : grantOfCode(house, sql, caller, code));
  const does = () => about<P, Found>(context, asking, find, (session, { id, memberId }) => {
    const place = placeOf(session, input.storeId ?? null);
    return act(session, { memberId, ...place, grantId: id, amountMinor, orderId: checkedOrder(orderId) });
  });
  return code === null ? does() : tried(context, 'grant', does);
} // prettier-ignore

/** What is done with a use that is there. */
export function withUse<P extends UsePayload>(context: RequestContext, asking: Asking, redemptionId: string, act: Act): Promise<Done<P>> {
  const { caller } = context;
  const find = (sql: Sql) => useOfId(sql, caller, redemptionId);
  return about<P, FoundUse>(context, asking, find, (session, { id, grantId, memberId }) =>
    act(session, { memberId, ...placeOf(session, null), grantId, redemptionId: id }),
  );
} // prettier-ignore

/** Finds it, locks whose it is, and tells a brand that may not see the member nothing about it. */
export async function about<P extends GrantPayload, F extends { readonly memberId: string }>(
  context: RequestContext,
  asking: Asking,
  find: (sql: Sql) => Promise<F>,
  act: (session: WriteSession, found: F) => Promised | Promise<Promised>,
): Promise<Done<P>> {
  const { caller, session: { house, sql } } = context;
  let found: F | undefined;
  const members = async (inside: Sql) => {
    found = await find(inside);
    return house.lockMembers(inside, [found.memberId]);
  };
  const done = await promise<P>(context, { ...asking, isProven: true }, members, (session) => act(session, found as F));
  const isSeen = await house.seesMembers(sql, caller, done.member ? [done.member.id] : []);
  return isSeen ? done : { ...done, member: null, outcome: null };
} // prettier-ignore

function checkedOrder(orderId: string | null): string | null {
  if (orderId !== null && (orderId.trim() === '' || orderId.length > 190)) refuseInput(reasons.orderIdLength, ['orderId']); // prettier-ignore
  return orderId;
}
