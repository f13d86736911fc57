import type { Change } from '../../../kernel/participant.js';
import { upsertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { BenefitsSlice } from '../slice.js';

const CHANGES = ['status', 'cycle', 'cycleFrom', 'cycleUntil', 'dueAt', 'noticeAt', 'endedAt'];

/** Writes packages that were given, went on or ended, set-based. */
export async function writePackages({ sql, now }: WriteSession, changes: readonly Change[]): Promise<void> {
  const rows = changes.flatMap(({ memberId, before, after }) => {
    const known = packagesIn(before);
    const changed = [...packagesIn(after).values()].filter((held) => known.get(held.id) !== held);
    return changed.map((held) => ({ ...held, memberId, recordedAt: now }));
  });
  const update = Object.fromEntries(CHANGES.map((name) => [name, 'replace' as const]));
  await upsertRows(sql, 'package_issues', ['id'], rows, update);
}

function packagesIn({ slices }: Change['after']): BenefitsSlice['packages'] {
  return (slices['benefits'] as BenefitsSlice).packages;
}
