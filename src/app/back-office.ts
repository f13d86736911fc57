import type { RequestListener } from 'node:http';
import type { DocumentNode, ExecutionResult } from 'graphql';
import { parse } from 'graphql';
import type { Caller } from '../kernel/caller.js';
import type { RequestContext } from '../kernel/graphql/context.js';
import type { Executor } from '../kernel/graphql/executor.js';
import { Loaders } from '../kernel/graphql/loaders.js';
import { Allowance } from '../kernel/graphql/allowance.js';
import { masked } from '../kernel/graphql/masking.js';
import { Reading } from '../kernel/graphql/question.js';
import type { House } from '../kernel/house.js';
import type { Locale } from '../kernel/refusal.js';
import { MemoryLimits } from '../kernel/limits.js';
import { read } from '../kernel/unit-of-work.js';

/** Who asks the API with no network in between: an operator, whose session was proved before. */
export interface Asker {
  readonly caller: Caller;
  readonly locale: Locale;
  readonly requestId: string;
}

/** What came back; errors are as every caller sees them. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly Problem[];
}

export interface Problem {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Asks the API of this very house: rules of access, of arguments and of what is refused are those for everybody. */
export type Ask = (asker: Asker, document: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** The back office as the server takes it: whatever is below /admin is its own. */
export type OpenBackOffice = (house: House, ask: Ask, options: BackOfficeOptions) => RequestListener;

export interface BackOfficeOptions {
  /** Proxies in front whose word about the address of a client is taken. */
  readonly trustedProxies: number;
}

/** For documents of our own, of which there are few: each is parsed once. */
export function askOf(house: House, executor: Executor): Ask {
  const documents = new Map<string, DocumentNode>();
  const reading = new Reading(house.database.reader);
  return async (asker, text, variables = {}) => {
    const document = documents.get(text) ?? parse(text);
    documents.set(text, document);
    const context = contextOf(house, asker, reading);
    return answerOf(context, await executor.run({ document, operationName: null, variables, context }));
  };
}

function contextOf(house: House, { caller, locale, requestId }: Asker, reading: Reading): RequestContext {
  const session = read(house, caller);
  return { requestId, caller, session, locale, loaders: new Loaders(reading), address: '', allowance: unlimited() };
}

function answerOf(context: RequestContext, { data, errors = [] }: ExecutionResult): Answer {
  return { data: data ?? null, errors: errors.map((error) => masked(context, error)) };
}

/** Pages ask for what they show, no more: nobody can make them ask for much. */
function unlimited(): Allowance {
  return new Allowance(new MemoryLimits(), '', null);
}
