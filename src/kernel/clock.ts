/** Milliseconds since 1970-01-01T00:00:00Z. Rows, rules and sessions all count time in this unit. */
export type Instant = number;

/** The only source of "now". Tests and the sandbox bring a clock of their own. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is told to move. */
export class ManualClock implements Clock {
  constructor(private at: Instant) {}

  now(): Instant {
    return this.at;
  }

  advance(milliseconds: number): void {
    this.at += milliseconds;
  }

  set(at: Instant): void {
    this.at = at;
  }
}
