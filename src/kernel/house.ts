import type { ActivityType } from './activity.js';
import type { ApprovalWish } from './approval.js';
import type { Bell } from './bell.js';
import type { Caller } from './caller.js';
import type { Clock } from './clock.js';
import type { Database, Sql } from './database.js';
import type { Files } from './files.js';
import type { Flights } from './flights.js';
import type { Log } from './log.js';
import type { Issuers } from './issuers.js';
import type { Mailer } from './mail.js';
import type { LossyRows } from './lossy-rows.js';
import type { Metrics } from './metrics.js';
import type { Module, Subscription } from './module.js';
import type { LockedMember, Participant, State } from './participant.js';
import type { Programs } from './program.js';
import type { Pubsub } from './pubsub.js';
import type { Nouns, RefusalTexts } from './refusal.js';
import type { Schedule } from './schedules.js';
import type { Secrets } from './secrets.js';
import type { ReadSession, WriteSession } from './session.js';
import type { Signal } from './signal.js';

/** The real house, or the sandbox beside it: the same code on another database with a clock of its own. */
export type HouseMode = 'live' | 'test';

/** A store as those above brands know it: whose it is. */
export interface StorePlace {
  readonly id: string;
  readonly brandId: string;
  readonly code: string;
}

/** The assembled whole: built once by `app`, hanging on every session. */
export interface House {
  readonly mode: HouseMode;
  readonly database: Database;
  readonly clock: Clock;
  /** The time outside, which nobody moves: credentials live by it in both houses. Elsewhere `clock` is the time. */
  readonly realClock: Clock;
  /** The way from the live house to its sandbox; null in the sandbox, from which no way leads back. */
  readonly sandbox: SandboxDoor | null;
  /** Given when credentials were revoked: everybody proves themselves anew in this process. */
  readonly revoked: Signal;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly secrets: Secrets;
  readonly modules: readonly Module[];
  readonly participants: readonly Participant[];
  readonly activityTypes: ReadonlyMap<string, ActivityType>;
  readonly subscriptions: readonly Subscription[];
  readonly schedules: readonly Schedule[];
  /** Rung after every commit of this process: there may be letters to deliver. */
  readonly bell: Bell;
  /** Tells who follows a member, in every process, that there is something new to read. */
  readonly pubsub: Pubsub;
  /** Requests with a key that are under way. */
  readonly flights: Flights;
  readonly refusals: RefusalTexts;
  readonly nouns: Nouns;
  /** Rows that may be lost, written many at once beside requests. */
  readonly lossyRows: LossyRows;
  readonly programs: Programs;
  /** How letters leave; null where no mail server was named. */
  readonly mail: Mailer | null;
  /** Where bytes are kept beside the database. */
  readonly files: Files;
  /** Who may say who a person is. */
  readonly issuers: Issuers;
  /** Locks members in id order and reads their rows; those that do not exist, or the caller may not see, are left out. */
  readonly lockMembers: (sql: Sql, memberIds: readonly string[], caller?: Caller) => Promise<readonly LockedMember[]>;
  /** Whether a caller may still see all of these members. */
  readonly seesMembers: (sql: Sql, caller: Caller, memberIds: readonly string[]) => Promise<boolean>;
  /** Where a member stands now, what is due for it settled in memory; null where there is no such member. Whoever asks has looked whether the caller may see it. */
  readonly stateNow: (session: ReadSession, memberId: string) => Promise<State | null>;
  /** The same of many, by their ids, read together; those that do not exist are left out. */
  readonly statesNow: (session: ReadSession, memberIds: readonly string[]) => Promise<ReadonlyMap<string, State>>;
  /** The store somebody acts for, while it is open; null for one that is closed, of a brand that left, or not there. */
  readonly openStore: (sql: Sql, storeId: string) => Promise<StorePlace | null>;
  /** Decides on and applies everything a session has queued. */
  readonly drain: (session: WriteSession) => Promise<void>;
  /** Asks a second person for something an operator may not do alone; answers the id of the approval. */
  readonly askApproval: (session: WriteSession, wish: ApprovalWish) => Promise<string>;
}

/** How the live house reaches the sandbox, which is opened when somebody first needs it. */
export interface SandboxDoor {
  /** The sandbox, made and migrated if there is none; follows the program of the live house. */
  open(): Promise<House>;
  /** The same, or null when nobody has made one yet. */
  existing(): Promise<House | null>;
  close(): Promise<void>;
}
