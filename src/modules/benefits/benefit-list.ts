import type { RequestContext } from '../../kernel/graphql/context.js';
import { configId } from '../../kernel/id.js';
import { benefitsOf, benefitType, isSeen } from './benefit-type.js';
import type { BenefitFilter, BenefitType } from './benefits.types.js';
import type { Offered } from './compile.js';
import { OPEN } from './offers.js';

/** The benefits of the program that a caller may see, in its order. */
export function benefitsListed(context: RequestContext, filter: BenefitFilter): BenefitType[] {
  const all = [...benefitsOf(context.session.house.programs.current()).benefits.values()];
  return all.filter((each) => isSeen(context, each) && isChosen(context, each, filter)).map((each) => benefitType(context, each)); // prettier-ignore
}

function isChosen(
  context: RequestContext,
  offered: Offered,
  { kind, level, status, brandIds }: BenefitFilter,
): boolean {
  return (
    (kind ?? [offered.kind]).includes(offered.kind) &&
    (level ?? [offered.level]).includes(offered.level) &&
    (status ?? OPEN).includes(offered.status) &&
    (brandIds ?? [brandIdOf(context, offered)]).includes(brandIdOf(context, offered))
  );
}

/** The brand that offers it: the host unless the program says another. */
export function brandIdOf({ session }: Pick<RequestContext, 'session'>, { brand }: Offered): string {
  const { hostBrandId } = session.house.programs.current();
  return brand === null ? hostBrandId : configId('brd', brand);
}
