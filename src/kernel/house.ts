import type { ActivityType } from './activity.js';
import type { Bell } from './bell.js';
import type { Caller } from './caller.js';
import type { Clock } from './clock.js';
import type { Database, Sql } from './database.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { Module, Subscription } from './module.js';
import type { LockedMember, Participant } from './participant.js';
import type { Programs } from './program.js';
import type { RefusalTexts } from './refusal.js';
import type { Schedule } from './schedules.js';
import type { Secrets } from './secrets.js';
import type { WriteSession } from './session.js';

/** The assembled whole: built once by `app`, hanging on every session. */
export interface House {
  readonly database: Database;
  readonly clock: Clock;
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
  readonly refusals: RefusalTexts;
  readonly programs: Programs;
  /** Locks members in id order and reads their rows; those that do not exist, or the caller may not see, are left out. */
  readonly lockMembers: (sql: Sql, memberIds: readonly string[], caller?: Caller) => Promise<readonly LockedMember[]>;
  /** Decides on and applies everything a session has queued. */
  readonly drain: (session: WriteSession) => Promise<void>;
}
