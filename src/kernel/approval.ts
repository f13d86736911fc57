import type { ZodType } from 'zod';
import type { JsonObject } from './json.js';
import type { LocalisedText } from './refusal.js';
import type { ReadSession, WriteSession } from './session.js';

/**
 * An operation that a second person decides on. Its module declares it in `module.ts` and, where its rule says so, calls
 * `session.house.askApproval` instead of doing it; whoever approves lets it happen, in the transaction of the decision.
 */
export interface ApprovalKind<Input = unknown> {
  /** Module and act: `operators.give-role`. */
  readonly kind: string;
  /** What somebody must be allowed to decide on it. */
  readonly scope: string;
  /** What is asked for. It is stored as it is, so nothing secret or personal may be in it: ids, codes, amounts. */
  readonly schema: ZodType<Input>;
  /** What will happen when it is approved, for the one who decides. */
  sentence(session: ReadSession, input: Input): LocalisedText | Promise<LocalisedText>;
  /** The members it touches: they are locked before it is done. */
  members?(input: Input): readonly string[];
  /** Does it without asking again. A refusal undoes the decision as well. Answers ids of what came of it, to be kept. */
  execute(session: WriteSession, input: Input): Promise<JsonObject>;
}

/** What an operator asks a second person for. */
export interface ApprovalWish {
  readonly kind: string;
  readonly input: JsonObject;
  /** Why, for the one who decides. */
  readonly reason: string | null;
}

/** Declares a kind with the type of its input. */
export function approvalKind<Input>(kind: ApprovalKind<Input>): ApprovalKind {
  return kind;
}
