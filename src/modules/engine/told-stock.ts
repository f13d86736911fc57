import { groupBy } from '../../kernel/group.js';
import type { Program } from '../../kernel/program.js';
import { handedOut, offeredOf } from '../benefits/index.js';
import type { Entry } from './journal.js';

/** What was written down together: a fact that was reported, or that time brought about, and what followed from it. */
export interface Block {
  readonly head: Entry;
  readonly rows: readonly Entry[];
  /** Nothing else was written down with it: what time brings about is settled after it. */
  readonly isLast: boolean;
}

/** Blocks of one member in the order of its journal. */
export function blocksOf(entries: readonly Entry[]): Block[] {
  const blocks: { head: Entry; rows: Entry[] }[] = [];
  for (const entry of entries) {
    const last = blocks.at(-1);
    const { recordedAt } = entry.activity;
    if (last && !isFact(entry) && recordedAt === last.head.activity.recordedAt) last.rows.push(entry);
    else blocks.push({ head: entry, rows: [entry] });
  }
  return blocks.map((block, at) => ({ ...block, isLast: blocks[at + 1]?.head.activity.recordedAt !== block.head.activity.recordedAt })); // prettier-ignore
}

/** Whether it begins something: it was reported, or somebody handed something to many. */
export function isFact({ activity }: Entry): boolean {
  return activity.causeId === null || handedOut(activity) !== undefined;
}

/** How much was left of benefits of which the journal says that they ran out: what was issued of them before that. */
export function stockTold({ head, rows }: Block): Map<string, number> {
  const facts = rows.map(({ activity: { type, payload } }) => ({ type, benefit: payload['benefit'] as string, instead: payload['instead'] as string | undefined })); // prettier-ignore
  const issued = groupBy(facts.filter(({ type, instead }) => type === 'benefit.issued' && instead === undefined), ({ benefit }) => benefit); // prettier-ignore
  const gone = facts.flatMap(({ type, benefit, instead }) => (type === 'benefit.owed' ? benefit : type === 'benefit.issued' ? (instead ?? []) : [])); // prettier-ignore
  const short = [
    ...rows.flatMap(({ activity: { payload } }) => (payload['missing'] ?? []) as string[]),
    ...partsMissing(head),
  ];
  return new Map([...gone, ...short].map((benefit) => [benefit, issued.get(benefit)?.length ?? 0]));
}

/** Parts for which a package was not given, as its reporter was told. */
function partsMissing({ outcome }: Entry): string[] {
  const skipped = (outcome?.['skipped'] ?? []) as readonly { reason: string }[];
  return skipped.flatMap(({ reason }) => (reason.startsWith(MISSING) ? reason.slice(MISSING.length) : []));
}

const MISSING = 'PACKAGE_PART_MISSING ';

/** Leaves out as many as a rule was told that there are none left of, and that nothing stands in for. */
export function isWithoutStock({ head }: Block, program: Program | undefined) {
  const skipped = (head.outcome?.['skipped'] ?? []) as readonly { reason: string; because?: string }[];
  const gone = skipped.filter(({ reason }) => reason === 'OUT_OF_STOCK').map(({ because }) => because);
  return ({ benefit, reason }: { readonly benefit: string; readonly reason: string }): boolean => {
    const at = gone.indexOf(reason);
    const isShort = at >= 0 && program !== undefined && offeredOf(program, benefit)?.stock.kind !== 'unlimited';
    if (isShort) gone.splice(at, 1);
    return !isShort;
  };
}
