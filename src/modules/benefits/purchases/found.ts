import type { Caller } from '../../../kernel/caller.js';
import type { Sql } from '../../../kernel/database.js';
import { refuse } from '../../../kernel/refusal.js';
import { storeOf } from '../../brands/index.js';
import type { Narrowing } from '../../members/index.js';
import { seenFacts } from '../../members/index.js';

/** A purchase somebody names, and whose it is. */
export interface FoundPurchase {
  readonly id: string;
  readonly memberId: string;
}

/**
 * Purchases are business of the brand that sells, whoever's they are, because it has taken money for them; a member sees
 * its own. Nothing is sold at a till.
 */
export function seenPurchases(caller: Caller): Narrowing {
  if (storeOf(caller) !== null) return { where: ' AND 1 = 0', params: [] };
  if (caller.kind !== 'brand') return seenFacts(caller);
  return caller.isHost ? { where: '', params: [] } : { where: ' AND brandId = ?', params: [caller.brandId] };
}

/** A purchase by its id, if it is there for who asks. Refuses NOT_FOUND. */
export async function purchaseOfId(sql: Sql, caller: Caller, purchaseId: string, argument = 'purchaseId'): Promise<FoundPurchase> {
  const seen = seenPurchases(caller);
  const text = `SELECT id, memberId FROM benefit_purchases WHERE id = ?${seen.where}`;
  const [found] = await sql.rows<FoundPurchase>(text, [purchaseId, ...seen.params]);
  return found?.id === purchaseId ? found : refuse('NOT_FOUND', { what: 'purchase' }, [argument]);
} // prettier-ignore
