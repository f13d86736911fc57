import { Redis } from 'ioredis';
import type { Budget, Limits, Spent } from './limits.js';
import { MemoryLimits, spentOf } from './limits.js';
import type { Log } from './log.js';

/** Longer than this no request waits for Redis. */
const ANSWER_MS_MAX = 150;
/** After a failure the memory of the process serves for so long before Redis is asked again. */
const AWAY_MS = 1_000;

/**
 * One bucket in one step, by the clock of Redis: fill it up for the time that has passed, take the cost if it is there,
 * and let it be forgotten when it would be full.
 */
const TAKE = `
local rate, burst, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = math.min(burst, (tonumber(held[1]) or burst) + math.max(0, now - (tonumber(held[2]) or now)) * rate / 1000)
local allowed = 0
if tokens >= cost then
  tokens = tokens - cost
  allowed = 1
end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', now)
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) / rate * 1000) + 1000)
return { allowed, tostring(tokens) }
`;

interface Client {
  takeTokens(key: string, rate: number, burst: number, cost: number): Promise<[number, string]>;
}

/** Buckets that all processes share: one round trip a request. Without Redis each process counts for itself. */
export class RedisLimits implements Limits {
  readonly #redis: Redis;
  readonly #own: MemoryLimits;
  /** Until when a key that was refused need not ask, and until when Redis need not be asked. */
  readonly #waits = new Map<string, number>();
  #awayUntil = 0;

  constructor(
    url: string,
    private readonly log: Log,
    { prefix = 'laurel:limits:', clock = () => performance.now() } = {},
  ) {
    this.clock = clock;
    this.#own = new MemoryLimits(clock);
    this.#redis = new Redis(url, {
      keyPrefix: prefix,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: ANSWER_MS_MAX,
      connectTimeout: 2_000,
      disconnectTimeout: 100,
      retryStrategy: (times) => Math.min(100 * 2 ** times, 5_000),
    });
    this.#redis.defineCommand('takeTokens', { numberOfKeys: 1, lua: TAKE });
    this.#redis.on('error', (error) => {
      log.debug({ error: error.message }, 'Redis cannot be reached');
    });
  }

  private readonly clock: () => number;

  async take(key: string, cost: number, budget: Budget): Promise<Spent> {
    if (this.#redis.status !== 'ready' || this.clock() < this.#awayUntil) return this.#own.take(key, cost, budget);
    try {
      const client = this.#redis as unknown as Client;
      const [allowed, left] = await client.takeTokens(key, budget.perSecond, budget.burst, cost);
      const spent = spentOf(allowed === 1, Number(left), cost, budget);
      this.#note(key, spent);
      return spent;
    } catch (error) {
      this.#awayUntil = this.clock() + AWAY_MS;
      this.log.warn({ error: String(error) }, 'Redis did not answer; this process counts for itself');
      return this.#own.take(key, cost, budget);
    }
  }

  takeAtOnce(): null {
    return null;
  }

  waitOf(key: string): number {
    return Math.max(this.#own.waitOf(key), Math.ceil((this.#waits.get(key) ?? 0) - this.clock()), 0);
  }

  async close(): Promise<void> {
    await this.#own.close();
    this.#redis.disconnect();
  }

  #note(key: string, { isAllowed, remaining, waitMs }: Spent): void {
    if (isAllowed) this.#waits.delete(key);
    else if (remaining < 1) this.#waits.set(key, this.clock() + Math.min(waitMs, AWAY_MS));
    if (this.#waits.size > 10_000) this.#waits.clear();
  }
}
