import type { ReadSession } from '../../kernel/session.js';
import { requireStore, storeOf } from '../brands/index.js';
import type { Place } from './usable.js';

/** Where a caller uses something: a till in its own store, others in an open store they name, or online. Refuses as `requireStore` does. */
export function placeOf(session: ReadSession, storeId: string | null): Place {
  const { brandId } = session.caller;
  const isInStore = storeId !== null || storeOf(session.caller) !== null;
  return {
    brandId,
    storeId: isInStore ? requireStore(session, storeId === null ? {} : { storeId }, brandId).id : null,
  };
}
