import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';
import {
  getNamedType,
  getNullableType,
  getOperationAST,
  isAbstractType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  OperationTypeNode,
  valueFromASTUntyped,
} from 'graphql';
import { Extensions } from 'type-graphql';
import type { Amount, Condition, CostOf, Value } from './amount.js';
import { both, largest, map, map2, sum, times, when } from './amount.js';
import { PAGE_SIZE, PAGE_SIZE_MAX } from './page.js';

/** The most one query may cost. */
export const COST_MAX = 1_000;

const OBJECT = 1;
const MUTATION = 10;
const LINES_A_POINT = 10;
/** The whole schema is a long answer. */
const INTROSPECTION = 100;
/** Fields one document may lead to before looking at it any longer costs more than it could. */
const FIELDS_MAX = 20_000;

/** What a field says about its own cost. */
interface CostRule {
  /** The argument whose items are the items of the answer. */
  readonly sizedBy?: string;
  /** The argument whose items are lines of a batch, ten to a point. */
  readonly linesOf?: string;
  /** The argument, and the list within it, whose items are worked on: each of them is a point. */
  readonly workedOn?: readonly [argument: string, list: string];
}

/** Declares what the cost of a field depends on besides `first` and `last`. */
export function Cost(rule: CostRule): MethodDecorator & PropertyDecorator {
  return Extensions({ cost: rule });
}

/**
 * Works out once what an operation costs: nothing for a value, 1 for an object, a page as often as it has items, 10 for a
 * mutation and its answer besides, 1 for each item that is worked on. A list without pages counts once: its length is bounded by the program, not by whoever
 * asks. What depends on variables is left to be filled in for each request. Null when there is no such operation.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): CostOf | null {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return null;
  const amount = new Counting(schema, document, operation).operation(root);
  return typeof amount === 'number' ? () => amount : amount;
}

interface Selected {
  readonly nodes: readonly FieldNode[];
  readonly isIncluded: Condition;
}

class TooLarge extends Error {}

class Counting {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #defaults: ReadonlyMap<string, unknown>;
  #fields = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly asked: OperationDefinitionNode,
  ) {
    const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.#defaults = new Map(
      (asked.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
      ),
    );
  }

  operation(root: GraphQLObjectType): Amount {
    try {
      return this.#selection(root, [this.asked.selectionSet], 1, this.asked.operation === OperationTypeNode.MUTATION);
    } catch (error) {
      if (error instanceof TooLarge) return Number.MAX_SAFE_INTEGER;
      throw error;
    }
  }

  /** What the selected fields of a type cost; lists in it have `size` items where it is a page of so many. */
  #selection(type: GraphQLObjectType, sets: readonly SelectionSetNode[], size: Amount, isMutation = false): Amount {
    const fields = new Map<string, Selected>();
    for (const set of sets) this.#collect(type, set, null, fields);
    const amounts = [...fields.values()].map(({ nodes, isIncluded }) =>
      when(isIncluded, this.#field(type, nodes, size, isMutation)),
    );
    return sum(amounts);
  }

  #field(parent: GraphQLObjectType, nodes: readonly FieldNode[], size: Amount, isMutation: boolean): Amount {
    const [node] = nodes;
    if (!node) return 0;
    const field = parent.getFields()[node.name.value];
    if (!field) return node.name.value === '__typename' ? 0 : INTROSPECTION;
    const rule = field.extensions['cost'] as CostRule | undefined;
    const page = this.#pageSize(field, node);
    const answer = this.#answer(field.type, nodes, page ?? 1);
    const items = isListType(getNullableType(field.type)) ? times(this.#items(rule, node) ?? page ?? size, answer) : answer; // prettier-ignore
    return sum([isMutation ? this.#mutation(rule, node) : 0, this.#worked(rule, node), items]);
  }

  #answer(type: GraphQLOutputType, nodes: readonly FieldNode[], page: Amount): Amount {
    const named = getNamedType(type);
    if (isLeafType(named)) return 0;
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (isObjectType(named)) return sum([OBJECT, this.#selection(named, sets, page)]);
    if (!isAbstractType(named)) return OBJECT;
    const possible = this.schema.getPossibleTypes(named).map((each) => this.#selection(each, sets, page));
    return sum([OBJECT, largest(possible)]);
  }

  #mutation(rule: CostRule | undefined, node: FieldNode): Amount {
    const lines = rule?.linesOf === undefined ? null : this.#length(node, rule.linesOf);
    return lines === null ? MUTATION : map(lines, (count) => Math.max(MUTATION, Math.ceil(count / LINES_A_POINT)));
  }

  #worked(rule: CostRule | undefined, node: FieldNode): Amount {
    if (!rule?.workedOn) return 0;
    const [argument, list] = rule.workedOn;
    const given = node.arguments?.find(({ name }) => name.value === argument)?.value;
    const field = given?.kind === Kind.OBJECT ? given.fields.find(({ name }) => name.value === list)?.value : undefined;
    const items: Value = field ? this.#value(field) : within(this.#argument(node, argument), list);
    return map(items, (value) => (Array.isArray(value) ? value.length : 1));
  }

  #items(rule: CostRule | undefined, node: FieldNode): Amount | null {
    return rule?.sizedBy === undefined ? null : this.#length(node, rule.sizedBy);
  }

  /** How many items a page has; null for a field that has no pages. */
  #pageSize(field: GraphQLField<unknown, unknown>, node: FieldNode): Amount | null {
    if (!field.args.some(({ name }) => name === 'first')) return null;
    const [first, last] = [this.#argument(node, 'first'), this.#argument(node, 'last')];
    return map2(first, last, (from, to) => bounded(from ?? to ?? PAGE_SIZE));
  }

  #length(node: FieldNode, argument: string): Amount {
    return map(this.#argument(node, argument), (value) => (Array.isArray(value) ? value.length : 1));
  }

  /** The value of an argument, or how it follows from the variables. */
  #argument(node: FieldNode, name: string): Value {
    const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
    return given === undefined ? { is: undefined } : this.#value(given);
  }

  #value(node: ValueNode): Value {
    if (node.kind === Kind.VARIABLE) {
      const name = node.name.value;
      const otherwise = this.#defaults.get(name);
      return { of: (variables) => (Object.hasOwn(variables, name) ? variables[name] : otherwise) };
    }
    if (node.kind === Kind.LIST) return { is: Array.from(node.values) };
    return { is: valueFromASTUntyped(node) };
  }

  /** The selected fields by the name of their answer; what is selected twice is answered once. */
  #collect(type: GraphQLObjectType, set: SelectionSetNode, outer: Condition, into: Map<string, Selected>): void {
    for (const selection of set.selections) {
      if ((this.#fields += 1) > FIELDS_MAX) throw new TooLarge();
      const isIncluded = both(outer, this.#condition(selection.directives ?? []));
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        into.set(name, merged(into.get(name), selection, isIncluded));
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      if (fragment && this.#applies(fragment.typeCondition?.name.value, type)) {
        this.#collect(type, fragment.selectionSet, isIncluded, into);
      }
    }
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = this.schema.getType(condition);
    return isAbstractType(named) && this.schema.isSubType(named, type);
  }

  #condition(directives: readonly DirectiveNode[]): Condition {
    let isIncluded: Condition = null;
    for (const { name, arguments: given } of directives) {
      const value = given?.find((argument) => argument.name.value === 'if')?.value;
      if (!value || (name.value !== 'include' && name.value !== 'skip')) continue;
      const wanted = name.value === 'include';
      const flag = this.#value(value);
      isIncluded = both(isIncluded, (variables) => ('is' in flag ? flag.is : flag.of(variables)) === wanted);
    }
    return isIncluded;
  }
}

/** A list within a value. */
function within(value: Value, list: string): Value {
  const of = (whole: unknown) => (typeof whole === 'object' && whole !== null ? (whole as Readonly<Record<string, unknown>>)[list] : undefined); // prettier-ignore
  return 'is' in value ? { is: of(value.is) } : { of: (variables) => of(value.of(variables)) };
}

/** What is selected twice counts whenever one of the two might. */
function merged(known: Selected | undefined, node: FieldNode, isIncluded: Condition): Selected {
  if (!known) return { nodes: [node], isIncluded };
  return { nodes: known.nodes.includes(node) ? known.nodes : [...known.nodes, node], isIncluded: null };
}

/** Sizes out of range are refused when the page is read; here they must not make a number of anything. */
function bounded(size: unknown): number {
  return typeof size === 'number' && size >= 0 ? Math.min(size, PAGE_SIZE_MAX) : PAGE_SIZE;
}
