import { pause } from './bell.js';
import type { Instant } from './clock.js';
import type { Letter } from './events.js';
import { groupBy } from './group.js';
import type { House } from './house.js';
import type { HeldLease } from './lease.js';
import { withLease } from './lease.js';
import type { Subscription } from './module.js';
import type { Notice } from './outbox.js';
import { MEMBER_LETTER } from './outbox.js';
import type { Failed, Waiting } from './outbox.store.js';
import { isAnyDue, measureOutbox, settleRound, waitingTopics } from './outbox.store.js';

export const ATTEMPTS_MAX = 8;
const BACK_OFF_MS = 1_000;
const BACK_OFF_MS_MAX = 300_000;
const POLL_MS = 1_000;
/** After a commit the relay waits this long for others, because many letters cost hardly more than one. */
const GATHER_MS = 50;
const MEASURE_MS = 10_000;
const TOPICS_AT_ONCE = 8;
/** A round is written down after this time: after a kill, no more than it is delivered again. */
const ROUND_MS = 1_000;
const DELIVERY_MS_MAX = 60_000;

export interface RelayOptions {
  /** Stops after the letters that are under way. */
  readonly signal?: AbortSignal;
  /** Longest time one subscriber may take for one letter before it counts as failed. */
  readonly deliveryMsMax?: number;
}

/**
 * Delivers what is due until nothing is; answers how many letters left the outbox. Each letter reaches each subscriber
 * at least once, those of one topic in their order; one that fails holds its topic until it is delivered or parked.
 * While another process delivers, it does nothing.
 */
export async function deliverDue(house: House, options: RelayOptions = {}): Promise<number> {
  if (!(await isAnyDue(house.database.reader, house.clock.now()))) return 0;
  return (await withLease(house, 'relay', (lease) => drainOutbox(house, lease, options))) ?? 0;
}

/** Delivers as long as the process lives: at once after a commit of its own, else within a second. Resolves when it has stopped. */
export async function startRelay(house: House, signal: AbortSignal): Promise<void> {
  let measuredAt = -Infinity;
  while (!signal.aborted) {
    try {
      await deliverDue(house, { signal });
      if (performance.now() - measuredAt > MEASURE_MS) {
        await measureOutbox(house);
        measuredAt = performance.now();
      }
    } catch (error) {
      house.log.error({ err: error }, 'The relay could not deliver; it goes on in a moment');
    }
    await house.bell.heard(POLL_MS, signal);
    await pause(GATHER_MS, signal);
  }
}

async function drainOutbox(house: House, lease: HeldLease, options: RelayOptions): Promise<number> {
  let count = 0;
  while (!options.signal?.aborted) {
    const now = house.clock.now();
    const letters = await waitingTopics(house.database.reader, now);
    if (letters.length === 0) break;
    const round = new Round(house, lease, options, now);
    await round.run(letters);
    await settleRound(house, round);
    count += round.delivered.length;
  }
  return count;
}

/** One pass over some topics, a few of them at a time. */
class Round {
  readonly delivered: string[] = [];
  readonly failed: Failed[] = [];
  readonly held: Waiting[] = [];
  readonly #deadline = Date.now() + ROUND_MS;

  constructor(
    private readonly house: House,
    private readonly lease: HeldLease,
    private readonly options: RelayOptions,
    private readonly now: Instant,
  ) {}

  async run(letters: readonly Waiting[]): Promise<void> {
    const topics = [...groupBy(letters, ({ topic }) => topic).values()].values();
    const worker = async () => {
      for (const topic of topics) await this.#deliverTopic(topic); // each takes the next topic that nobody has taken
    };
    await Promise.all(Array.from({ length: TOPICS_AT_ONCE }, worker));
  }

  async #deliverTopic(letters: readonly Waiting[]): Promise<void> {
    for (const letter of letters) {
      if (Date.now() > this.#deadline || this.options.signal?.aborted) return;
      if (letter.dueAt > this.now) {
        this.held.push(letter);
        return;
      }
      if (!(await this.#deliver(letter))) return;
    }
  }

  /** Answers whether the letters behind this one may go on. */
  async #deliver(letter: Waiting): Promise<boolean> {
    const { metrics } = this.house;
    const subscribers = this.house.subscriptions.filter((subscription) => isFor(subscription, letter));
    const outstanding = subscribers.filter(({ name }) => !letter.deliveredTo.includes(name));
    const deliveredTo = [...letter.deliveredTo];
    let reason = '';
    for (const subscription of outstanding) {
      this.lease.check();
      const problem = await this.#hand(subscription, letter);
      if (problem === null) deliveredTo.push(subscription.name);
      else reason ||= `${subscription.name}: ${problem}`;
    }
    if (reason === '') {
      this.delivered.push(letter.id);
      metrics.letters.inc({ outcome: subscribers.length > 0 ? 'delivered' : 'unwanted' });
      return true;
    }
    const dueAt = letter.attempts + 1 < ATTEMPTS_MAX ? this.now + backOff(letter.attempts) : null;
    this.failed.push({ letter, deliveredTo, reason, dueAt });
    metrics.letters.inc({ outcome: dueAt === null ? 'parked' : 'failed' });
    return dueAt === null;
  }

  /** Answers what went wrong, or null. */
  async #hand(subscription: Subscription, { id, topic, type, payload, attempts }: Waiting): Promise<string | null> {
    try {
      await within(
        this.options.deliveryMsMax ?? DELIVERY_MS_MAX,
        subscription.deliver(this.house, { id, topic, type, payload }),
      );
      return null;
    } catch (error) {
      const attempt = attempts + 1;
      const isLast = attempt >= ATTEMPTS_MAX;
      const facts = { err: error, letter: id, topic, subscription: subscription.name, attempt };
      if (isLast) this.house.log.error(facts, 'A letter failed too often and is parked');
      else this.house.log.warn(facts, 'A letter could not be delivered; it is tried again');
      return error instanceof Error ? error.message : String(error);
    }
  }
}

/** A letter about a member is for whoever subscribes to the type of one of its activities. */
function isFor({ types }: Subscription, { type, payload }: Letter): boolean {
  if (types.includes('*') || types.includes(type)) return true;
  if (type !== MEMBER_LETTER) return false;
  return (payload['activities'] as unknown as readonly Notice[]).some((notice) => types.includes(notice.type));
}

/** 1 s, 2 s, 4 s … at most 5 minutes; between half of it and the whole, so that what failed together does not come back together. */
function backOff(attempts: number): number {
  const most = Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS * 2 ** attempts);
  return Math.ceil(most * (0.5 + Math.random() / 2));
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not done within ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
