import type { Caller } from '../../kernel/caller.js';
import { refuse } from '../../kernel/refusal.js';
import type { Place } from './usable.js';

/** The caller of a till acts for one store. */
type AtTill = Caller & { readonly storeId?: string | null };

/** Where a caller uses something: a till in its own store. Refuses NOT_GOOD_HERE where it names another. */
export function placeOf(caller: AtTill, storeId: string | null): Place {
  const own = caller.storeId ?? null;
  if (own !== null && storeId !== null && storeId !== own) refuse('NOT_GOOD_HERE', {}, ['storeId']);
  return { brandId: caller.brandId, storeId: own ?? storeId };
}
