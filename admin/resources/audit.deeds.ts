import type { AuditVerified } from '../../src/kernel/audit-verify.js';
import { verifyAudit } from '../../src/kernel/audit-verify.js';
import type { Desk } from '../desk.js';
import { fill } from '../locale/fill.js';
import { numberIn } from '../locale/format.js';
import { textsIn } from '../locale/texts.js';
import type { Deed } from './deed.js';

/** Works out every seal again, and says whether the log is what it was. Changes nothing. */
const verify: Deed = {
  name: 'verify',
  scope: 'audit:read',
  icon: 'Shield',
  help: 'verifyHelp',
  isNew: true,
  run: async (desk) => {
    const verified = await verifyAudit(desk.house);
    const [problem] = problemsOf(desk, verified);
    if (problem !== undefined) return { problems: [{ message: problem, field: null }] };
    const { audit } = textsIn(desk.locale);
    const sealed = fill(audit.sealed, { rows: numberIn(desk, verified.rows), seals: numberIn(desk, verified.seals) });
    const open = fill(audit.unsealed, { rows: numberIn(desk, verified.unsealed) });
    return { problems: [], told: verified.unsealed > 0 ? `${sealed} ${open}` : sealed };
  },
};

export const auditDeeds: readonly Deed[] = [verify];

function problemsOf({ locale }: Desk, { problems }: AuditVerified): string[] {
  const { audit } = textsIn(locale);
  return problems.map(({ what, seal, rowId }) =>
    fill(audit.broken, {
      problem: `${what} (${[seal === null ? null : `#${seal}`, rowId].filter(Boolean).join(', ')})`,
    }),
  );
}
