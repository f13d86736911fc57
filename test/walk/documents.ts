import type { GraphQLField, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { getNamedType, isAbstractType, isEnumType, isInterfaceType, isLeafType, isObjectType, isRequiredArgument } from 'graphql'; // prettier-ignore

/** How deep documents go: the server takes 12 levels, and lists and their items are some of them. */
const DEPTH_MAX = 9;
/** Words of one document; the server takes 2,000. */
const WORDS_MAX = 500;

/**
 * Everything a field can answer, as selections that fit into documents: every leaf of every type below it, each type once
 * on a road. What is reached by several roads is asked for on each of them.
 */
export function selectionsOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string[] {
  const whole = below(schema, field.type, [], 1);
  return whole === null ? [''] : packed(whole).map((selection) => `{ ${selection} }`);
}

/** Parts of a selection of a type, each small; null for a leaf, which has none. */
function below(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  trail: readonly string[],
  depth: number,
): string[] | null {
  const named = getNamedType(type);
  if (isLeafType(named)) return null;
  if (isObjectType(named)) return ofObject(schema, named, trail, depth);
  if (!isAbstractType(named)) return [];
  const own = isInterfaceType(named) ? Object.values(named.getFields()) : [];
  const shared = new Set(own.map(({ name }) => name));
  const common = parts(schema, named.name, own, trail, depth);
  const special = schema.getPossibleTypes(named).flatMap((possible) => {
    const more = Object.values(possible.getFields()).filter(({ name }) => !shared.has(name));
    return parts(schema, possible.name, more, trail, depth).map((part) => `... on ${possible.name} { ${part} }`);
  });
  return ['__typename', ...common, ...special];
}

function ofObject(schema: GraphQLSchema, type: GraphQLObjectType, trail: readonly string[], depth: number): string[] {
  return parts(schema, type.name, Object.values(type.getFields()), trail, depth);
}

function parts(
  schema: GraphQLSchema,
  typeName: string,
  fields: readonly GraphQLField<unknown, unknown>[],
  trail: readonly string[],
  depth: number,
): string[] {
  const isAgain = trail.at(-1) === typeName; // a tree is followed one level down
  if (depth > DEPTH_MAX || (trail.includes(typeName) && !(isAgain && trail.at(-2) !== typeName))) return [];
  const leaves: string[] = [];
  const inner: string[] = [];
  for (const field of fields) {
    const asked = `${field.name}${argumentsOf(field)}`;
    const inside = below(schema, field.type, [...trail, typeName], depth + 1);
    if (inside === null) leaves.push(asked);
    else for (const part of packed(inside)) inner.push(`${asked} { ${part} }`);
  }
  return [...leaves, ...inner];
}

/** What a field inside an answer needs to be asked for: few items of lists, and something for what is required. */
function argumentsOf(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.flatMap((argument) => {
    if (argument.name === 'first') return ['first: 3'];
    if (!isRequiredArgument(argument)) return [];
    const type = getNamedType(argument.type);
    if (isEnumType(type)) return [`${argument.name}: ${type.getValues()[0]?.name ?? ''}`];
    return [`${argument.name}: ${type.name === 'Int' || type.name === 'SafeInt' ? '1' : '"walk"'}`];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

function packed(selections: readonly string[]): string[] {
  const packs: string[] = [];
  let words = Infinity;
  for (const selection of selections) {
    const more = selection.split(/\s+/).length;
    if (words + more > WORDS_MAX) {
      packs.push(selection);
      words = more;
    } else {
      packs.push(`${packs.pop() ?? ''} ${selection}`);
      words += more;
    }
  }
  return packs;
}
