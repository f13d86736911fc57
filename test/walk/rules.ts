import type { GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { accessRuleOf } from '../../src/kernel/graphql/access.js';

/**
 * Fields that do not state who may ask for them: of the roots each its own; of things, which have an `id`, each its own or
 * its type. Parts of things have no road to them but fields that state it (docs/decisions/0051).
 */
export function fieldsWithoutRule(schema: GraphQLSchema): { readonly checked: number; readonly without: string[] } {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const without: string[] = [];
  let checked = 0;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const fields = Object.values(type.getFields());
    const isRoot = roots.includes(type);
    const isThing = fields.some(({ name }) => name === 'id');
    const isStated = !isRoot && accessRuleOf(type) !== undefined;
    checked += fields.length;
    if (isStated || !(isRoot || isThing)) continue;
    without.push(...fields.filter((field) => !accessRuleOf(field)).map(({ name }) => `${type.name}.${name}`));
  }
  return { checked, without };
}
