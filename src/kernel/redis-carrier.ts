import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './log.js';
import type { Arrivals, Carrier } from './pubsub.js';
import { pages } from './rows.js';

/** Pings of one moment go together; a busy house has thousands a second, most of which nobody listens to. */
const GATHER_MS = 10;
const RECONNECT_MS_MAX = 1_000;
/** Whoever subscribes does not wait longer than this for Redis: looking finds what pings do not tell. */
const JOIN_MS_MAX = 500;

const options = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: null,
  autoResubscribe: false,
  retryStrategy: (attempt: number) => Math.min(RECONNECT_MS_MAX, 50 * 2 ** attempt),
} as const;

/** Carries pings over Redis, one channel a topic. It connects when it is first needed and again for ever. */
export class RedisCarrier implements Carrier {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #joined = new Set<string>();
  readonly #waiting = new Set<string>();
  #isDown = false;

  constructor(
    url: string,
    private readonly prefix: string,
    private readonly arrivals: Arrivals,
    private readonly log: Log,
  ) {
    this.#publisher = new Redis(url, options);
    this.#subscriber = new Redis(url, options);
    for (const redis of [this.#publisher, this.#subscriber]) redis.on('error', (error: Error) => this.#note(error));
    this.#subscriber.on('ready', () => void this.#rejoin());
    this.#subscriber.on('message', (channel: string) => arrivals.pinged(channel.slice(prefix.length)));
  }

  send(topics: readonly string[]): void {
    connect(this.#publisher);
    if (this.#waiting.size === 0) setTimeout(() => this.#flush(), GATHER_MS);
    for (const topic of topics) this.#waiting.add(topic);
  }

  async join(topic: string): Promise<void> {
    this.#joined.add(topic);
    connect(this.#subscriber);
    if (!this.isUp()) return; // joined with all others as soon as there is a connection
    const joined = this.#subscriber.subscribe(this.prefix + topic).catch(() => undefined);
    await Promise.race([joined, sleep(JOIN_MS_MAX, undefined, { ref: false })]);
  }

  leave(topic: string): void {
    this.#joined.delete(topic);
    if (this.isUp()) this.#subscriber.unsubscribe(this.prefix + topic).catch(() => undefined);
  }

  isUp(): boolean {
    return this.#subscriber.status === 'ready';
  }

  close(): Promise<void> {
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
    return Promise.resolve();
  }

  #flush(): void {
    const topics = [...this.#waiting];
    this.#waiting.clear();
    if (this.#publisher.status !== 'ready') return;
    const pipeline = this.#publisher.pipeline();
    for (const topic of topics) pipeline.publish(this.prefix + topic, '');
    pipeline.exec().catch(() => undefined);
  }

  /** After a connection was made: what was told meanwhile is lost, so everybody looks for themselves. */
  async #rejoin(): Promise<void> {
    this.#isDown = false;
    try {
      const channels = [...this.#joined].map((topic) => this.prefix + topic);
      for (const page of pages(channels)) await this.#subscriber.subscribe(...page);
    } catch (error) {
      this.#note(error as Error);
    }
    this.arrivals.lapsed();
  }

  /** Once an outage, not once an attempt. */
  #note(error: Error): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.log.warn({ error: error.message }, 'Redis is away: live updates take up to a second until it is back');
  }
}

function connect(redis: Redis): void {
  if (redis.status === 'wait') redis.connect().catch(() => undefined);
}
