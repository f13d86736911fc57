import type { RequestContext } from '../../kernel/graphql/context.js';
import { toMutationError } from '../../kernel/graphql/errors.js';
import { tried } from '../../kernel/graphql/tries.js';
import { Refusal } from '../../kernel/refusal.js';
import type { BasketInput } from './basket/basket.types.js';
import { basketOf } from './basket/basket.types.js';
import { worthOf } from './basket/worth.js';
import type { Worth } from './basket/worth.js';
import { benefitsOf, benefitTypeByCode } from './benefit-type.js';
import type { GrantCheckType } from './check.types.js';
import type { Offered } from './compile.js';
import { grantOfCode } from './found.js';
import type { Promised } from './grants.js';
import { moneyLeft, statusAt, usesLeft } from './grants.js';
import { placeOf } from './place.js';
import { GRANT_COLUMNS, grantsOfRows, USE_COLUMNS } from './slice.js';
import { whyNotHere, whyNotUsable } from './usable.js';

/** What is found out; the grant itself is looked up when somebody asks for it. */
type Checked = { readonly [Key in keyof GrantCheckType]: GrantCheckType[Key] };

const NOTHING: Checked = { grantId: null, benefit: null, status: null, usesLeft: null, leftMinor: null, usableFrom: null, expiresAt: null, worth: null, refusal: null }; // prettier-ignore

/** What a code is worth where the caller is, and why it cannot be used there. Writes nothing. */
export async function checkCode(context: RequestContext, code: string, basket: BasketInput | null): Promise<Checked> {
  const { session, caller } = context;
  try {
    const found = await tried(context, 'grant', () => grantOfCode(session.house, session.sql, caller, code));
    const place = placeOf(session, basket?.storeId ?? null);
    const grant = await readGrant(context, found.id);
    const part = benefitsOf(session.house.programs.current());
    const why = whyNotUsable(grant, session.now) ?? whyNotHere(part, grant, place, session.now);
    return {
      ...factsOf(context, grant),
      worth: basket === null ? null : worthHere(part.benefits.get(grant.benefit), grant, basket, session.now),
      refusal: why ? toMutationError(context, new Refusal(why.code, why.details)) : null,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...NOTHING, refusal: toMutationError(context, error) };
  }
} // prettier-ignore

function factsOf(context: RequestContext, grant: Promised): Omit<Checked, 'worth' | 'refusal'> {
  const { now } = context.session;
  return {
    grantId: grant.id,
    benefit: benefitTypeByCode(context, grant.benefit),
    status: statusAt(grant, now),
    usesLeft: grant.over === null ? usesLeft(grant, now) : 0,
    leftMinor: grant.over === null ? moneyLeft(grant, now) : grant.valueMinor === null ? null : 0,
    usableFrom: grant.usableFrom,
    expiresAt: grant.expiresAt,
  };
}

/** Of money that is used bit by bit, what is left of it. */
function worthHere(benefit: Offered | undefined, grant: Promised, basket: BasketInput, at: number): Worth | null {
  if (!benefit) return null;
  const left = moneyLeft(grant, at);
  const face = left === null ? benefit.face : { ...benefit.face, amountMinor: Math.max(0, left) };
  return worthOf(face, benefit.kind, basketOf(basket, at));
}

async function readGrant({ session: { sql } }: RequestContext, grantId: string): Promise<Promised> {
  const select = (columns: readonly string[], from: string) => sql.rows<Record<string, unknown>>(`SELECT ${columns.join(', ')} FROM ${from} = ?`, [grantId]); // prettier-ignore
  const [rows, uses] = await Promise.all([select(GRANT_COLUMNS, 'grants WHERE id'), select(USE_COLUMNS, 'redemptions WHERE grantId')]); // prettier-ignore
  const listed = (columns: readonly string[], found: readonly Record<string, unknown>[]) => found.map((row) => columns.map((name) => row[name])); // prettier-ignore
  const grant = grantsOfRows(listed(GRANT_COLUMNS, rows), listed(USE_COLUMNS, uses)).get(grantId);
  if (!grant) throw new Error(`Grant ${grantId} was found and is not there`);
  return grant;
}
