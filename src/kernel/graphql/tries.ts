import type { Budget } from '../limits.js';
import { callerKey } from '../caller.js';
import { Refusal, refuse } from '../refusal.js';
import type { RequestContext } from './context.js';

/** How many at once, and how soon there may be more: of one key, and of one network, behind which a chain of shops may sit. */
const OF_KEY: Budget = { perSecond: 0.5, burst: 100 };
const OF_ADDRESS: Budget = { perSecond: 2, burst: 400 };

/**
 * Does something that is a guess when it ends in NOT_FOUND. A try is counted before anybody looks, so that a thousand at
 * once are counted as a thousand, and given back when it was no guess. Refuses TOO_MANY_TRIES, for right ones as well.
 */
export async function tried<T>(context: RequestContext, what: string, body: () => Promise<T>): Promise<T> {
  const buckets = bucketsOf(context, what);
  await take(context, buckets);
  try {
    const result = await body();
    await giveBack(context, buckets);
    return result;
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'NOT_FOUND')) await giveBack(context, buckets);
    throw error;
  }
}

interface Bucket {
  readonly key: string;
  readonly budget: Budget;
}

function bucketsOf({ caller, address }: RequestContext, what: string): Bucket[] {
  const ofKey = { key: `${what}:${callerKey(caller)}`, budget: OF_KEY };
  return address === '' ? [ofKey] : [ofKey, { key: `${what}@${address}`, budget: OF_ADDRESS }];
}

async function take({ allowance }: RequestContext, buckets: readonly Bucket[]): Promise<void> {
  const taken: Bucket[] = [];
  for (const bucket of buckets) {
    const { isAllowed, waitMs } = await allowance.takeOf(bucket.key, 1, bucket.budget);
    if (isAllowed) taken.push(bucket);
    else {
      for (const { key, budget } of taken) await allowance.takeOf(key, -1, budget);
      refuse('TOO_MANY_TRIES', { seconds: Math.max(1, Math.ceil(waitMs / 1_000)) });
    }
  }
}

async function giveBack({ allowance }: RequestContext, buckets: readonly Bucket[]): Promise<void> {
  for (const { key, budget } of buckets) await allowance.takeOf(key, -1, budget);
}
