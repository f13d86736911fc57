import type { GraphQLField, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { getNamedType, isAbstractType, isEnumType, isInterfaceType, isLeafType, isObjectType, isRequiredArgument, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql'; // prettier-ignore
import { NESTED } from './inputs.js';

/**
 * How deep documents go: deep enough that every field of every type is asked for, most of them on several roads (a test
 * says so); each level more doubles the documents. Lists and their items are levels as well.
 */
const DEPTH_MAX = 6;
/** Words of one document; the server takes 2,000. */
const WORDS_MAX = 400;

/** A part of a selection; what stands alone cannot be asked for together with other types of the same place. */
interface Part {
  readonly text: string;
  readonly isAlone: boolean;
}

const together = (text: string): Part => ({ text, isAlone: false });

/**
 * Everything a field can answer, as selections that fit into documents: every leaf of every type below it, each type once
 * on a road. What is reached by several roads is asked for on each of them.
 */
export function selectionsOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): readonly string[] {
  const known = SELECTIONS.get(field);
  if (known) return known;
  const whole = below(schema, field.type, [], 1);
  const selections = whole === null ? [''] : packed(whole).map(({ text }) => `{ ${text} }`);
  SELECTIONS.set(field, selections);
  return selections;
}

/** Every way to ask for a field selects the same of its answer. */
const SELECTIONS = new WeakMap<GraphQLField<unknown, unknown>, readonly string[]>();

/** Parts of a selection of a type, each small; null for a leaf, which has none. */
function below(schema: GraphQLSchema, type: GraphQLOutputType, trail: readonly string[], depth: number): Part[] | null {
  const named = getNamedType(type);
  if (isLeafType(named)) return null;
  if (isObjectType(named)) return parts(schema, named.name, Object.values(named.getFields()), trail, depth);
  if (!isAbstractType(named)) return [];
  const own = isInterfaceType(named) ? Object.values(named.getFields()) : [];
  const shared = new Set(own.map(({ name }) => name));
  const common = parts(schema, named.name, own, trail, depth);
  const possible = schema.getPossibleTypes(named);
  const isMixed = areAlike(possible);
  const special = possible.flatMap((each) => {
    const more = Object.values(each.getFields()).filter(({ name }) => !shared.has(name));
    const inside = parts(schema, each.name, more, trail, depth);
    return packed(inside).map(({ text, isAlone }) => ({ text: `... on ${each.name} { ${text} }`, isAlone: isAlone || !isMixed })); // prettier-ignore
  });
  return [together('__typename'), ...common, ...special];
}

/** Whether fields of the same name have the same type in all of them, so that one document may ask for all. */
function areAlike(types: readonly GraphQLObjectType[]): boolean {
  const known = new Map<string, string>();
  return types.flatMap((type) => Object.values(type.getFields())).every(({ name, type }) => {
    const before = known.get(name) ?? String(type);
    known.set(name, before);
    return before === String(type);
  }); // prettier-ignore
}

function parts(
  schema: GraphQLSchema,
  typeName: string,
  fields: readonly GraphQLField<unknown, unknown>[],
  trail: readonly string[],
  depth: number,
): Part[] {
  const isAgain = trail.at(-1) === typeName; // a tree is followed one level down
  if (depth > DEPTH_MAX || (trail.includes(typeName) && !(isAgain && trail.at(-2) !== typeName))) return [];
  const leaves: Part[] = [];
  const inner: Part[] = [];
  for (const field of fields) {
    const asked = `${field.name}${argumentsOf(field)}`;
    const inside = below(schema, field.type, [...trail, typeName], depth + 1);
    if (inside === null) leaves.push(together(asked));
    else for (const { text, isAlone } of packed(inside)) inner.push({ text: `${asked} { ${text} }`, isAlone });
  }
  return [...leaves, ...inner];
}

/** What a field inside an answer needs to be asked for: few items of lists, and something for what is required. */
function argumentsOf(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.flatMap((argument) => {
    if (argument.name === 'first') return ['first: 2'];
    if (!isRequiredArgument(argument)) return [];
    const known = NESTED[argument.name];
    if (known !== undefined) return [`${argument.name}: ${known}`];
    const type = getNamedType(argument.type);
    if (isEnumType(type)) return [`${argument.name}: ${type.getValues()[0]?.name ?? ''}`];
    return [`${argument.name}: ${type.name === 'Int' || type.name === 'SafeInt' ? '1' : '"walk"'}`];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

function packed(all: readonly Part[]): Part[] {
  const packs: Part[] = [];
  let words = Infinity;
  for (const part of all) {
    const more = part.text.split(/\s+/).length;
    const last = packs.at(-1);
    if (part.isAlone || !last || last.isAlone || words + more > WORDS_MAX) {
      packs.push(part);
      words = more;
    } else {
      packs[packs.length - 1] = together(`${last.text} ${part.text}`);
      words += more;
    }
  }
  return packs;
}

/** The fields that documents ask for, as `Type.field`. */
export function fieldsAsked(schema: GraphQLSchema, documents: readonly string[]): Set<string> {
  const asked = new Set<string>();
  for (const document of new Set(documents)) {
    const info = new TypeInfo(schema);
    const note = (name: string) => void asked.add(`${info.getParentType()?.name ?? ''}.${name}`);
    visit(parse(document), visitWithTypeInfo(info, { Field: (node) => note(node.name.value) }));
  }
  return asked;
}
