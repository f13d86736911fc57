/** What one process and one caller may keep open. Tests bring smaller ones. */
export interface LiveLimits {
  /** Connections of this process. */
  readonly connectionsMax: number;
  /** Connections of one member: tabs and devices. */
  readonly perMemberMax: number;
  /** Connections of one key. */
  readonly perKeyMax: number;
  /** Operations under way on one connection, subscriptions included. */
  readonly operationsMax: number;
  readonly messageBytesMax: number;
  /** What may wait for a client that does not read. */
  readonly waitingBytesMax: number;
  /** How long a message may wait for it. */
  readonly sendMsMax: number;
  /** How long a client may take to say who it is. */
  readonly initMsMax: number;
  /** How often a client is asked whether it is still there; it has as long to answer. */
  readonly pingMs: number;
  /** How often it is looked at whether credentials still hold. */
  readonly checkMs: number;
}

export const LIVE_LIMITS: LiveLimits = {
  connectionsMax: 10_000,
  perMemberMax: 10,
  perKeyMax: 200,
  operationsMax: 100,
  messageBytesMax: 100_000,
  waitingBytesMax: 1_000_000,
  sendMsMax: 10_000,
  initMsMax: 3_000,
  pingMs: 15_000,
  checkMs: 500,
};
