import { ApolloServer } from '@apollo/server';
import type { ApolloServerOptionsWithGateway, ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { GraphQLError } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Log } from '../log.js';
import type { RequestContext } from './context.js';
import type { Executor } from './executor.js';
import { costExtension } from './admission.js';
import { allMasked } from './masking.js';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly log: Log;
  readonly hasIntrospection: boolean;
  /** Whether a mistaken field name is answered with names that would be right. */
  readonly hasSuggestions: boolean;
}

const LIMITS = { depth: 12, aliases: 15, directives: 9, tokens: 2_000, errors: 5 } as const;

/** The GraphQL server without a transport: parsing, validating, limits and the one place where errors are masked. */
export async function openApollo(options: ApolloOptions): Promise<ApolloServer<RequestContext>> {
  const armor = new ApolloArmor({
    maxDepth: { n: LIMITS.depth, flattenFragments: true, ignoreIntrospection: true },
    maxAliases: { n: LIMITS.aliases, allowList: [] },
    maxDirectives: { n: LIMITS.directives },
    blockFieldSuggestion: { enabled: false },
    maxTokens: { enabled: false },
    costLimit: { enabled: false },
  }).protect();
  const server = new ApolloServer<RequestContext>({
    gateway: gatewayOf(options),
    introspection: options.hasIntrospection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !options.hasSuggestions,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    validationRules: armor.validationRules,
    validationOptions: { maxErrors: LIMITS.errors, hideSuggestions: !options.hasSuggestions },
    parseOptions: { maxTokens: LIMITS.tokens },
    logger: options.log.child({ part: 'graphql' }),
    stringifyResult: JSON.stringify,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), maskErrors],
  });
  await server.start();
  return server;
}

/** Gives the server an executor of ours; it calls it a gateway. */
function gatewayOf({ schema, executor }: ApolloOptions): ApolloServerOptionsWithGateway<RequestContext>['gateway'] {
  return {
    load: () =>
      Promise.resolve({
        executor: ({ document, request, context }) =>
          executor.run({
            document,
            operationName: request.operationName, // as it was sent: it is a part of what finds the document again
            variables: request.variables,
            context: context as RequestContext,
          }) as never,
      }),
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    stop: () => Promise.resolve(),
  };
}

/** Errors are put into their shown form before anybody formats them; without errors there is nothing to do. */
const maskErrors: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () => Promise.resolve(listener),
};

const listener: GraphQLRequestListener<RequestContext> = {
  async didEncounterErrors({ errors, contextValue }) {
    await contextValue.allowance.take(0); // what could not be run was read all the same
    const list = errors as GraphQLError[];
    list.splice(0, list.length, ...allMasked(contextValue, list));
  },

  /** What was run tells its cost already. */
  willSendResponse({ response: { body } }) {
    if (body.kind === 'single') body.singleResult.extensions ??= costExtension(0);
    return Promise.resolve();
  },
};
