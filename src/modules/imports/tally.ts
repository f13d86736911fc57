import type { JsonObject } from '../../kernel/json.js';
import { MemberSet } from './member-set.js';
import type { Position } from './units.js';

/** What an import did. Rows are counted: every row read was accepted, replayed or rejected. */
export interface ImportResult {
  readonly read: number;
  /** Rows of activities that were recorded (of members that were enrolled). */
  readonly accepted: number;
  /** Rows whose activities were recorded before, or whose members were enrolled. */
  readonly replayed: number;
  readonly rejected: number;
  /** Members the accepted rows are about. */
  readonly members: number;
  /** Purchases less refunds among what was accepted, in minor units. */
  readonly amountMinor: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

/** The running count of an import: kept with every batch in its own transaction, so that a kill loses none of it. */
export interface Tally {
  readonly read: number;
  readonly accepted: number;
  readonly replayed: number;
  readonly rejected: number;
  /** Activities recorded: orders, not rows. */
  readonly activities: number;
  readonly amountMinor: number;
  readonly members: MemberSet;
  /** Length of the error file that belongs to this count. */
  readonly errorBytes: number;
  /** Working time of all runs so far. */
  readonly milliseconds: number;
  readonly position: Position;
}

/** What one item came to. */
export interface Counted {
  readonly how: 'accepted' | 'replayed';
  readonly memberNumber: number;
  readonly amountMinor: number;
}

export function startOf(position: Position): Tally {
  const counts = { read: 0, accepted: 0, replayed: 0, rejected: 0, activities: 0, amountMinor: 0 };
  return { ...counts, members: MemberSet.empty, errorBytes: 0, milliseconds: 0, position };
}

/** Adds the items of a batch, each with the number of its rows. */
export function withItems(tally: Tally, items: readonly (Counted & { readonly rows: number })[]): Tally {
  let { accepted, replayed, activities, amountMinor } = tally;
  const numbers: number[] = [];
  for (const item of items) {
    if (item.how === 'replayed') replayed += item.rows;
    else {
      accepted += item.rows;
      activities += 1;
      amountMinor += item.amountMinor;
      numbers.push(item.memberNumber);
    }
  }
  const read = tally.read + items.reduce((sum, { rows }) => sum + rows, 0);
  const members = numbers.length > 0 ? tally.members.with(numbers) : tally.members;
  return { ...tally, read, accepted, replayed, activities, amountMinor, members };
}

export function resultOf({
  read,
  accepted,
  replayed,
  rejected,
  members,
  amountMinor,
  milliseconds,
}: Tally): ImportResult {
  const seconds = Math.max(milliseconds, 1) / 1_000;
  const rowsPerSecond = Math.round(read / seconds);
  return { read, accepted, replayed, rejected, members: members.size, amountMinor, seconds, rowsPerSecond };
}

export function toCheckpoint({ members, position, ...counts }: Tally): JsonObject {
  return { ...counts, members: members.toText(), position: { ...position } };
}

export function fromCheckpoint(checkpoint: JsonObject): Tally {
  const { members, ...counts } = checkpoint as unknown as Omit<Tally, 'members'> & { members: string };
  return { ...counts, members: MemberSet.fromText(members) };
}
