import { requireAccess } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Brand } from './brands.entity.js';
import type { BrandFacts } from './brands.queries.js';
import { brandsIn } from './brands.queries.js';
import { brandsOfProgram } from './program-brand.js';

/** Who is told what is not for everybody: who has left, and how often a brand was changed. */
export const HOST_ONLY = { brand: 'brands:write', isHostOnly: true } as const;

/** The brands that take part, without a query; those that have left only for who manages brands. */
export function listBrands(
  context: RequestContext,
  statuses: readonly Brand['status'][],
): readonly BrandFacts[] | Promise<readonly BrandFacts[]> {
  if (statuses.every((status) => status === 'active')) return brandsOfProgram(context.session.house.programs.current());
  requireAccess(HOST_ONLY, context.caller);
  return brandsIn(context, [...new Set(statuses)]);
}
