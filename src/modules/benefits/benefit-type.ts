import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { configId } from '../../kernel/id.js';
import type { Program } from '../../kernel/program.js';
import type { BenefitsPart, Offered } from './compile.js';
import type { BenefitType, PriceType } from './benefits.types.js';
import type { Price } from './price.js';
import { priceOf } from './price.js';

type Context = RequestContext;

/** The benefits of the program as deciding uses them. Nothing is read: the program is in memory. */
export function benefitsOf(program: Pick<Program, 'parts'>): BenefitsPart {
  return program.parts['benefits'] as BenefitsPart;
}

export function offeredIn({ session }: Pick<Context, 'session'>, code: string): Offered | undefined {
  return benefitsOf(session.house.programs.current()).benefits.get(code);
}

/** A benefit in the language of the request; with whom it is offered to, where that is not who asks. */
export function benefitType(context: Context, offered: Offered, memberId?: string): BenefitType {
  const { code, kind, level, status, name, description, value, isHighlighted, isStanding, isClaimable, limits, usesMax } = offered; // prettier-ignore
  return {
    id: configId('bnf', code),
    ...{ code, kind, level, status, isHighlighted, isStanding, isClaimable, limits, usesMax },
    price: priceType(priceOf(offered), context.session.house.programs.current().currency),
    name: textIn(context, name),
    description: description && textIn(context, description),
    value: value && textIn(context, value),
    offered,
    ...(memberId === undefined ? {} : { memberId }),
    texts: { name, ...(description ? { description } : {}), ...(value ? { value } : {}) },
  };
}

/** A price as the API tells it; null for what costs nothing. */
export function priceType({ wallet, points, amountMinor }: Price, currency: string): PriceType | null {
  if (points === 0 && amountMinor === 0) return null;
  return { wallet, points: points || null, money: amountMinor === 0 ? null : { amountMinor, currency } };
}

/** The benefit of a code, for who may see it; a draft is the host's. */
export function benefitTypeByCode(context: Context, code: string): BenefitType | null {
  const offered = offeredIn(context, code);
  return offered && isSeen(context, offered) ? benefitType(context, offered) : null;
}

export function benefitTypeById(context: Context, id: string): BenefitType | null {
  return id.startsWith('bnf_') ? benefitTypeByCode(context, id.slice('bnf_'.length)) : null;
}

/** What nobody can have yet is told to the host and the brand that writes it. */
export function isSeen({ caller }: Pick<Context, 'caller'>, { status, brand }: Offered): boolean {
  if (status !== 'draft' || caller.kind === 'operator') return true;
  return caller.kind === 'brand' && (caller.isHost || (brand !== null && caller.brandId === configId('brd', brand)));
}
