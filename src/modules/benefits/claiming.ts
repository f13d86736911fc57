import type { RequestContext } from '../../kernel/graphql/context.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import { tried } from '../../kernel/graphql/tries.js';
import { marks } from '../../kernel/rows.js';
import { benefitsOf, isSeen, offeredIn } from './benefit-type.js';
import type { Offered } from './compile.js';
import { isPrinted } from './found.js';
import { roadTo } from './price.js';
import { readTyped } from './typed-code.js';
import { benefitReasons as reasons } from './benefits.reasons.js';

/** The benefit a caller names. Refuses NOT_FOUND for one that is not there or not for it to see. */
export function benefitNamed(context: RequestContext, benefitId: string): Offered {
  const offered = benefitId.startsWith('bnf_') ? offeredIn(context, benefitId.slice('bnf_'.length)) : undefined;
  return offered && isSeen(context, offered) ? offered : refuse('NOT_FOUND', { what: 'benefit' }, ['benefitId']);
}

/** What a member says it takes. */
export interface Claiming {
  readonly benefitId: string | null;
  readonly grantId: string | null;
  readonly code: string | null;
}

type Wanted = { readonly benefit: string; readonly code?: string } | { readonly grantId: string };

/** What is to be taken: a benefit members may take by themselves, a grant, or what a printed code opens. Refuses NOT_CLAIMABLE, as `printed` does, and INVALID_INPUT unless exactly one is named. */
export async function claimable(
  context: RequestContext,
  session: WriteSession,
  { benefitId, grantId, code }: Claiming,
): Promise<Wanted> {
  const named = [benefitId, grantId, code].filter((each) => each !== null);
  if (named.length !== 1) refuseInput(reasons.oneOfClaimed, ['benefitId']);
  if (grantId !== null) return { grantId };
  if (code !== null) return printed(session, code);
  return { benefit: freeBenefit(context, benefitId ?? '').code };
}

/** Looks for a code only within the tries a caller has; nothing else can be guessed. */
export function guarded<T>(context: RequestContext, { code }: Claiming, body: () => Promise<T>): Promise<T> {
  return code === null ? body() : tried(context, 'printed', body);
}

interface Unit {
  readonly benefit: string;
  readonly code: string;
}

/** What a printed code opens. Whether somebody has it is found out where it is taken. Refuses CODE_MISTYPED, NOT_FOUND. */
async function printed({ house, sql }: WriteSession, text: string): Promise<{ benefit: string; code: string }> {
  const { spellings, isMistyped } = readTyped(text);
  const part = benefitsOf(house.programs.current());
  const rows = spellings.length === 0 ? [] : await sql.rows<Unit>(`SELECT benefit, code FROM benefit_units WHERE code IN ${marks(spellings)}`, spellings);
  const unit = spellings.flatMap((code) => rows.find((row) => row.code === code) ?? []).find(({ benefit }) => isPrinted(part, benefit));
  if (unit) return { benefit: unit.benefit, code: unit.code };
  return isMistyped ? refuse('CODE_MISTYPED', {}, ['code']) : refuse('NOT_FOUND', { what: 'benefit' }, ['code']);
} // prettier-ignore

/** The benefit a member takes by itself, if that is what it takes. Refuses NOT_FOUND, NOT_CLAIMABLE. */
export function openBenefit(context: RequestContext, benefitId: string | null): Offered | null {
  if (benefitId === null) return null;
  return freeBenefit(context, benefitId);
}

/** What names a price is paid for, whoever may take it. */
function freeBenefit(context: RequestContext, benefitId: string): Offered {
  const offered = benefitNamed(context, benefitId);
  return roadTo(offered) === 'CLAIM' ? offered : refuse('NOT_CLAIMABLE', { benefit: offered.code }, ['benefitId']);
}
