import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { write } from '../../kernel/unit-of-work.js';
import { requireScope } from './operator-caller.js';
import { needOperator } from './operators.queries.js';
import { bumpVersion } from './role-changes.js';
import { rolesOf } from './roles.js';
import { CLERK } from './shipped-roles.js';
import { operatorReasons as reasons } from './operators.reasons.js';

export interface StoreBinding {
  readonly operatorId: string;
  /** An open store of the host; null for none. */
  readonly storeId: string | null;
  readonly expectedVersion?: number | null;
  readonly reason?: string | null;
}

/**
 * Binds a clerk to the one store it acts for, or to none. People of the back office work for the host, so the store is one
 * of the host's: the tills of a partner have keys. Refuses OPERATOR_MAY_NOT, NOT_FOUND, VERSION_CONFLICT, and
 * INVALID_INPUT for somebody who is no clerk.
 */
export async function setStore(house: House, caller: Caller, binding: StoreBinding): Promise<void> {
  const { operatorId, storeId, expectedVersion = null, reason = null } = binding;
  requireScope(caller, 'operators:write');
  await write(house, { caller, members: [] }, async (session) => {
    const { sql } = session;
    const before = await needOperator(session, operatorId);
    const roles = (await rolesOf(sql, [operatorId])).get(operatorId) ?? [];
    if (!roles.includes(CLERK)) refuseInput(reasons.onlyClerks, ['operatorId']);
    const store = storeId === null ? null : await house.openStore(sql, storeId);
    const isOfHost = store?.brandId === house.programs.current().hostBrandId;
    if (storeId !== null && !isOfHost) refuse('NOT_FOUND', { what: 'store' }, ['storeId']);
    await bumpVersion(session, operatorId, expectedVersion ?? before.version);
    await sql.run('UPDATE operators SET storeId = ? WHERE id = ?', [storeId, operatorId]);
    const subject = { type: 'operator', id: operatorId };
    session.audit({ action: 'operators.store-set', subject, before: { storeId: before.storeId }, after: { storeId }, reason }); // prettier-ignore
    return undefined;
  });
  house.revoked.give(); // tokens of the clerk that proved themselves a moment ago
}
