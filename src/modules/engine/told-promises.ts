import type { Instant } from '../../kernel/clock.js';
import type { Wish } from '../../kernel/effect.js';
import type { Program } from '../../kernel/program.js';
import { handedOut, offeredOf } from '../benefits/index.js';
import type { Entry } from './journal.js';
import type { Block } from './told-stock.js';

/** Something that should be there: from when, how often it is good, and for what money. */
export interface Owing {
  readonly benefit: string;
  readonly issuedAt: Instant;
  readonly usesMax: number;
  readonly valueMinor: number | null;
}

/** Acts after which the journal tells of what somebody asked for and was promised, and of what a card brought. */
export const ASKING: readonly string[] = ['benefit.given', 'benefit.claimed', 'benefit.exchanged', 'package.given', 'package.exchanged', 'card.cycle']; // prettier-ignore
/** What grants of such promises say they were issued for. */
export const ASKED: ReadonlySet<string> = new Set(['hand', 'claim', 'exchange', 'package']);

/** What the house asked for by itself: the cycles of cards, which their schedule opens. */
export function cyclesIn({ rows }: Block): Wish[] {
  const opened = rows.filter(({ activity }) => activity.type === 'card.cycle');
  return opened.map(({ activity: { occurredAt, payload } }) => ({ kind: 'benefit.cycle', reason: 'cycle', at: occurredAt, intent: { packageIssueId: payload['packageIssueId'] } })); // prettier-ignore
}

/** What the journal tells of as handed to many: one promise for each. */
export function handedIn({ head }: Block, program: Program | undefined): Owing[] {
  return handedOut(head.activity) ? promiseOf(head, program) : [];
}

/** What an act that asked for something was told to have led to, of what was not told of before. */
export function toldIn({ rows }: Block, program: Program | undefined, known: ReadonlySet<string>): Owing[] {
  if (!rows.some(({ activity }) => ASKING.includes(activity.type))) return [];
  const isNew = ({ activity: { payload } }: Entry) => ASKED.has(payload['source'] as string) && !known.has(payload['grantId'] as string); // prettier-ignore
  return rows.filter(isTelling).filter(isNew).flatMap((entry) => promiseOf(entry, program)); // prettier-ignore
}

/** Whether it says that a member got something, or is owed it. */
export function isTelling({ activity: { type } }: Entry): boolean {
  return type === 'benefit.issued' || type === 'benefit.owed';
}

/** How often it is good and for what money is what the program of that moment says. */
function promiseOf({ activity: { payload, occurredAt } }: Entry, program: Program | undefined): Owing[] {
  const benefit = payload['benefit'] as string;
  const offered = program && offeredOf(program, benefit);
  if (!offered) return [];
  const { usesMax, isPartial, face } = offered;
  return [{ benefit, issuedAt: occurredAt, usesMax, valueMinor: isPartial ? (face.amountMinor ?? null) : null }];
}
