import 'reflect-metadata';
import type { GraphQLNonNull } from 'graphql';
import {
  GraphQLEnumType,
  GraphQLNonNull as NonNull,
  GraphQLSchema,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import type { ContainerType, PubSub } from 'type-graphql';
import { buildSchemaSync } from 'type-graphql';
import { guardFields } from '../kernel/graphql/access.js';
import { Declined, ErrorCode } from '../kernel/graphql/errors.js';
import { localise } from '../kernel/graphql/localised.js';
import { nameNodes } from '../kernel/graphql/node.js';
import { NodeResolver } from '../kernel/graphql/node.resolver.js';
import { ServerTimeResolver } from '../kernel/graphql/server-time.resolver.js';
import type { Module } from '../kernel/module.js';
import type { RefusalTexts } from '../kernel/refusal.js';
import { kernelRefusals } from '../kernel/refusal.js';

/** The schema of all modules, with the check of access in front of every field that declares one. */
export function buildGraphqlSchema(modules: readonly Module[]): GraphQLSchema {
  const resolvers = [ServerTimeResolver, NodeResolver, ...modules.flatMap(({ resolvers: own = [] }) => own)];
  const errorTypes = modules.flatMap(({ errorTypes: own = [] }) => own.map(({ type }) => type));
  const schema = buildSchemaSync({
    resolvers: resolvers as never,
    orphanedTypes: [Declined, ...errorTypes],
    validate: false,
    skipCheck: true,
    pubSub: noTopics,
    container: oneOfEach(),
  });
  const complete = withErrorCodes(schema, refusalsOf(modules));
  nameNodes(
    complete,
    modules.flatMap(({ nodes = [] }) => nodes),
  );
  localise(complete);
  guardFields(complete);
  return complete;
}

/** One object of each class of resolvers, found at once however many there are. */
function oneOfEach(): ContainerType {
  const made = new Map<unknown, object>();
  return {
    get(someClass) {
      const known = made.get(someClass) ?? new (someClass as new () => object)();
      made.set(someClass, known);
      return known;
    },
  };
}

/** Every subscription says itself what it follows. */
const noTopics: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('A subscription names what it follows by `subscribe`, not by topics');
  },
};

/** The schema as it is published: sorted, so that a change is a change. */
export function printSdl(modules: readonly Module[]): string {
  return `${printSchema(lexicographicSortSchema(buildGraphqlSchema(modules)))}\n`;
}

/** Everything Laurel declines, of every module. */
export function refusalsOf(modules: readonly Module[]): RefusalTexts {
  return Object.assign({}, kernelRefusals, ...modules.map(({ refusals }) => refusals)) as RefusalTexts;
}

/** Puts the enum of all refusals where the modules, which do not know one another, left room for it. */
function withErrorCodes(schema: GraphQLSchema, refusals: RefusalTexts): GraphQLSchema {
  const codes = new GraphQLEnumType({
    name: ErrorCode.name,
    description: 'Everything Laurel declines, for programs. More codes may be added.',
    values: Object.fromEntries(
      Object.entries(refusals).map(([code, text]) => [code, { value: code, description: text.en }]),
    ),
  });
  const types = Object.values(schema.getTypeMap()).filter((type) => type !== ErrorCode);
  for (const type of types) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if ((field.type as GraphQLNonNull<typeof ErrorCode>).ofType === ErrorCode) field.type = new NonNull(codes);
    }
  }
  return new GraphQLSchema({ ...schema.toConfig(), types });
}
