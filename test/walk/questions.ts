import type { GraphQLArgument, GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';
import { getNamedType, getNullableType, isAbstractType, isEnumType, isInputObjectType, isListType, isRequiredArgument } from 'graphql'; // prettier-ignore
import { selectionsOf } from './documents.js';
import type { Choose, Making } from './inputs.js';
import { ARGUMENTS, FIELD_ARGUMENTS, FIELD_IDS, FIELD_PLAIN, INPUTS, PLAIN } from './inputs.js';
import type { World } from './world.js';
import { mark } from './world.js';

/** One way to ask for a field: its arguments, made up when it is asked. */
export interface Question {
  readonly field: string;
  readonly about: string;
  readonly documents: readonly string[];
  /** Whether it names a thing, which may be one's own, somebody else's or nobody's. */
  readonly namesThing: boolean;
  /** Whether it answers things of any type, of which documents ask type by type. */
  readonly isOfAnyType: boolean;
  /** Whether asking it changes something for good: there is no dry run of it. */
  readonly isLasting: boolean;
  variables(choose: Choose): Record<string, unknown>;
}

type Kind = 'query' | 'mutation';
type Field = GraphQLField<unknown, unknown>;
type Make = (choose: Choose) => unknown;

interface Way {
  readonly argument: GraphQLArgument;
  readonly make: Make;
  readonly namesThing: boolean;
}

/** Every way to ask for every field: what is required is given, what is not is given once alone. */
export function questionsOf(schema: GraphQLSchema, kind: Kind, world: World, isDryRun = true): Question[] {
  const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  return Object.values(type?.getFields() ?? {}).flatMap((field) => waysOf(world, kind, field, isDryRun).map((ways, at) => questionOf(schema, kind, field, ways, at === 0))); // prettier-ignore
}

/** Mutations with an input nobody gave an example of. */
export function inputsWithoutExample(schema: GraphQLSchema): string[] {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  return fields.flatMap(({ name, args }) =>
    args.flatMap((argument) => {
      const type = getNamedType(argument.type);
      return isInputObjectType(type) && !INPUTS[type.name] ? [`${name}(${argument.name}: ${type.name})`] : [];
    }),
  );
}

function waysOf(world: World, kind: Kind, field: Field, isDryRun: boolean): Way[][] {
  const given = field.args.filter((argument) => argument.name !== 'dryRun');
  const required = given.filter((argument) => kind === 'mutation' || isRequiredArgument(argument));
  const optional = given.filter(
    (argument) => !required.includes(argument) && !['first', 'last'].includes(argument.name),
  );
  const always = field.args.flatMap((argument): Way[] => {
    if (argument.name === 'first') return [{ argument, make: () => 3, namesThing: false }];
    if (argument.name === 'last') return [{ argument, make: () => 3, namesThing: false }];
    return argument.name === 'dryRun' ? [{ argument, make: () => isDryRun, namesThing: false }] : [];
  });
  const isMemberLike = optional.some(({ name }) => name === 'memberId');
  const whole = combined(required.map((argument) => waysOfArgument(world, field, argument)));
  return whole.flatMap((base) => {
    const alone = optional.flatMap((argument) => waysOfArgument(world, field, argument)).map((way) => [way]);
    // an argument that is about a member is asked together with which member
    const withMember = isMemberLike ? combined([of(world, field, optional, 'memberId'), optional.filter(({ name }) => name !== 'memberId').flatMap((argument) => waysOfArgument(world, field, argument))]) : []; // prettier-ignore
    return [[], ...alone, ...withMember].map((more) => {
      const isBackward = more.some(({ argument }) => argument.name === 'before');
      return [...base, ...more, ...always.filter(({ argument }) => argument.name !== (isBackward ? 'first' : 'last'))];
    });
  });
}

function of(world: World, field: Field, among: readonly GraphQLArgument[], name: string): Way[] {
  return among.filter((argument) => argument.name === name).flatMap((argument) => waysOfArgument(world, field, argument)); // prettier-ignore
}

function waysOfArgument(world: World, field: Field, argument: GraphQLArgument): Way[] {
  const { name } = argument;
  const plain = FIELD_PLAIN[`${field.name}.${name}`] ?? PLAIN[name];
  if (plain) return [{ argument, make: () => plain(world), namesThing: false }];
  const type = getNamedType(argument.type);
  const isList = isListType(getNullableType(argument.type));
  const listed = (make: Make): Make => (isList ? (choose) => [make(choose)] : make);
  if (isInputObjectType(type)) {
    const example = INPUTS[type.name] ?? (() => [{}]);
    const tried = example(makingOf((kind) => `${CHOSEN}${kind}`));
    return tried.map((trial, at): Way => ({
      argument,
      make: listed((choose) => example(makingOf(choose))[at]),
      namesThing: JSON.stringify(trial).includes(CHOSEN),
    }));
  }
  if (isEnumType(type)) {
    return type.getValues().map((value) => ({ argument, make: listed(() => value.name), namesThing: false }));
  }
  const kinds =
    FIELD_ARGUMENTS[`${field.name}.${name}`] ??
    ARGUMENTS[name] ??
    (type.name === 'ID' ? (FIELD_IDS[field.name] ?? EVERY_ID) : null);
  if (kinds) return kinds.map((each) => ({ argument, make: listed((choose) => choose(each)), namesThing: true }));
  if (name === 'after' || name === 'before')
    return [{ argument, make: (choose) => choose('cursor'), namesThing: true }];
  return [{ argument, make: listed(scalarOf(world, argument.type)), namesThing: false }];
}

const CHOSEN = 'chosen:';

/** The letters of ids of everything; a new argument is tried with all of them until it is known what it takes. */
const EVERY_ID = ['mem', 'act', 'trf', 'lot', 'key', 'idn', 'brd', 'wal', 'tie'];

function makingOf(choose: Choose): Making {
  return { choose, fresh: (about) => mark(`walk-${about}`) };
}

function scalarOf({ api }: World, type: GraphQLInputType): Make {
  switch (getNamedType(type).name) {
    case 'Int':
    case 'SafeInt':
    case 'Float':
      return () => 1;
    case 'Boolean':
      return () => true;
    case 'DateTime':
      return () => new Date(api.clock.now()).toISOString();
    case 'Date':
      return () => '2026-01-15';
    case 'JSON':
      return () => ({});
    default:
      return () => mark('walk');
  }
}

function combined(lists: readonly (readonly Way[])[]): Way[][] {
  return lists.reduce<Way[][]>((all, list) => all.flatMap((before) => list.map((way) => [...before, way])), [[]]);
}

function questionOf(schema: GraphQLSchema, kind: Kind, field: Field, ways: readonly Way[], isFirst: boolean): Question {
  const declared = ways.map(({ argument }) => `$${argument.name}: ${String(argument.type)}`);
  const passed = ways.map(({ argument }) => `${argument.name}: $${argument.name}`);
  const head = declared.length > 0 ? `${kind} (${declared.join(', ')})` : kind;
  const call = passed.length > 0 ? `${field.name}(${passed.join(', ')})` : field.name;
  const namesThing = ways.some((way) => way.namesThing);
  const selections = selectionsOf(schema, field);
  // in how many ways a thing can be named, or a list ordered, changes which things are answered, not what is told of each
  const asked = isFirst || (namesThing && kind === 'query') ? selections : selections.slice(0, 1);
  return {
    field: field.name,
    about: ways.map(({ argument }) => argument.name).join(', '),
    documents: asked.map((selection) => `${head} { ${call} ${selection} }`),
    namesThing,
    isOfAnyType: isAbstractType(getNamedType(field.type)),
    isLasting:
      kind === 'mutation' && !ways.some(({ argument, make }) => argument.name === 'dryRun' && make(String) === true),
    variables: (choose) => Object.fromEntries(ways.map(({ argument, make }) => [argument.name, make(choose)])),
  };
}
