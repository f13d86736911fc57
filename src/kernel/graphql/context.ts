import type { Caller } from '../caller.js';
import type { Locale } from '../refusal.js';
import type { ReadSession } from '../session.js';
import type { Allowance } from './allowance.js';
import type { Loaders } from './loaders.js';

/** What every resolver is given: who asks, in which language, and a session that reads. One a request. */
export interface RequestContext {
  readonly requestId: string;
  readonly caller: Caller;
  readonly session: ReadSession;
  readonly locale: Locale;
  readonly loaders: Loaders;
  /** What the caller may still ask for. */
  readonly allowance: Allowance;
}
