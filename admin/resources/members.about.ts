import { marks } from '../../src/kernel/rows.js';
import { offeredOf, packageOf } from '../../src/modules/benefits/index.js';
import type { SegmentsPart } from '../../src/modules/segments/index.js';
import { segmentsParticipant } from '../../src/modules/segments/index.js';
import type { Desk } from '../desk.js';

/** An activity as far as it says what it is about. */
export interface Happened {
  readonly type: string;
  readonly payload?: Readonly<Record<string, unknown>> | null;
}

/** What an entry of the timeline is about, with the page of it. */
interface About {
  readonly name: string;
  readonly table: 'benefits' | 'packages' | 'segments';
  readonly id: string;
}

/**
 * The benefit, package or segment each activity of a page is about, by the name of it in the language of the desk; null for
 * the others. The program is in memory: only of what names a grant or a card alone is it read of which it is, at once.
 */
export async function aboutOf(desk: Desk, memberId: string, happened: readonly Happened[]): Promise<(About | null)[]> {
  const said = happened.map(({ payload }) => payload ?? {});
  const [grants, issues] = await Promise.all([
    codesOf(desk, memberId, 'grants', 'benefit', said.filter(({ benefit }) => !benefit).map(({ grantId }) => grantId)),
    codesOf(desk, memberId, 'package_issues', 'package', said.filter((each) => !each['package']).map(({ packageIssueId }) => packageIssueId)),
  ]);
  return said.map(({ benefit, grantId, package: of, packageIssueId, segment }) => {
    const code = of ?? issues.get(String(packageIssueId));
    return inProgram(desk, { benefits: code ? null : (benefit ?? grants.get(String(grantId))), packages: code, segments: segment });
  });
} // prettier-ignore

/** Codes of what a member has, by id; only its own. */
async function codesOf(
  { sql }: Desk,
  memberId: string,
  table: 'grants' | 'package_issues',
  column: 'benefit' | 'package',
  named: readonly unknown[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(named.filter((id) => typeof id === 'string'))];
  if (ids.length === 0) return new Map();
  const rows = await sql.rows<{ id: string; code: string }>(
    `SELECT id, ${column} AS code FROM ${table} WHERE id IN ${marks(ids)} AND memberId = ?`,
    [...ids, memberId],
  );
  return new Map(rows.map(({ id, code }) => [id, code]));
}

function inProgram({ house, locale }: Desk, codes: Readonly<Record<About['table'], unknown>>): About | null {
  const program = house.programs.current();
  const { audiences } = program.parts[segmentsParticipant.name] as SegmentsPart;
  const found = {
    benefits: { prefix: 'bnf', of: (code: string) => offeredOf(program, code) },
    packages: { prefix: 'pkg', of: (code: string) => packageOf(program, code) },
    segments: { prefix: 'seg', of: (code: string) => audiences.get(code) },
  };
  for (const table of ['benefits', 'packages', 'segments'] as const) {
    const code = codes[table];
    if (typeof code !== 'string') continue;
    const { prefix, of } = found[table];
    return { name: of(code)?.name[locale] ?? code, table, id: `${prefix}_${code}` };
  }
  return null;
}
