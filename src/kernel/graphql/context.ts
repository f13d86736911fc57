import type { DocumentNode } from 'graphql';
import type { Caller } from '../caller.js';
import type { Locale } from '../refusal.js';
import type { ReadSession } from '../session.js';
import type { Allowance } from './allowance.js';
import type { Loaders } from './loaders.js';

/** What every resolver is given: who asks, in which language, and a session that reads. One a request. */
export interface RequestContext {
  readonly requestId: string;
  /** The network the request came from, for limits; empty where there is none. */
  readonly address: string;
  readonly caller: Caller;
  readonly session: ReadSession;
  readonly locale: Locale;
  readonly loaders: Loaders;
  /** What the caller may still ask for. */
  readonly allowance: Allowance;
  /** Takes a subscription that was accepted; absent where answers come once. */
  readonly follow?: (accepted: Accepted) => void;
}

/** An operation that was parsed, validated and found within its limits. */
export interface Accepted {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}
