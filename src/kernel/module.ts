import type { ActivityType } from './activity.js';
import type { ApprovalKind } from './approval.js';
import type { EventDeclaration, Letter } from './events.js';
import type { Explains } from './explaining.js';
import type { Attribute, RuleFunction } from './expression/index.js';
import type { House } from './house.js';
import type { Participant, State } from './participant.js';
import type { Activity } from './activity.js';
import type { ProgramSection } from './program.js';
import type { Nouns, RefusalTexts } from './refusal.js';
import type { Schedule } from './schedules.js';
import type { Undoing } from './undoing.js';
import type { ErrorType } from './graphql/errors.js';
import type { NodeKind } from './graphql/node.js';

/** What a rule is evaluated over. */
export interface RuleScope {
  readonly state: State;
  readonly activity: Activity | undefined;
  readonly now: number;
  /** The zone of the program: days are counted in it. */
  readonly zone: string;
}

/** A reaction to what was committed: at least once, in order per topic, in a transaction of its own. */
export interface Subscription {
  readonly name: string;
  /** Types of activities or events; `*` for every one. */
  readonly types: readonly string[];
  deliver(house: House, letter: Letter): Promise<void>;
}

/** The table of contents of a module: everything the house has to know about it. */
export interface Module {
  readonly name: string;
  readonly entities: readonly NewableFunction[];
  /** Entities whose rows stay when the sandbox is emptied: what migrations put there, and what opens its door. */
  readonly keptOnReset?: readonly NewableFunction[];
  readonly resolvers?: readonly NewableFunction[];
  readonly participant?: Participant;
  readonly section?: ProgramSection | readonly ProgramSection[];
  readonly attributes?: readonly Attribute<RuleScope>[];
  readonly functions?: readonly RuleFunction<RuleScope>[];
  /** Attributes a program declares itself, read from its sections. */
  readonly programAttributes?: (sections: Readonly<Record<string, unknown>>) => readonly Attribute<RuleScope>[];
  readonly activityTypes?: readonly ActivityType[];
  readonly events?: readonly EventDeclaration[];
  readonly refusals?: RefusalTexts;
  readonly nouns?: Nouns;
  readonly errorTypes?: readonly ErrorType[];
  readonly nodes?: readonly NodeKind[];
  /** Of what it can say why it is, or is not, so for a member. */
  readonly explains?: readonly Explains[];
  readonly schedules?: readonly Schedule[];
  readonly subscriptions?: readonly Subscription[];
  /** Operations of it that a second person may have to decide on. */
  readonly approvals?: readonly ApprovalKind[];
  /** What it gave something for, which has to be taken back when that is undone. */
  readonly undoings?: readonly Undoing[];
  /** Scopes it knows: what keys or the roles of operators may be given. */
  readonly scopes?: readonly string[];
}
