import { startOfDay } from '../../kernel/calendar.js';
import { windowOf } from '../../kernel/caller.js';
import { textIn } from '../../kernel/json-text.js';
import type { By, Place, Question } from './metric.js';
import type { Step } from './periods.js';
import { nameOf } from './periods.js';
import { choose, joined, nothing, sql, Statement } from './statement.js';

/** Into which slot a row falls, and what has to be joined to know it. */
export interface Slot {
  readonly value: Statement;
  readonly join: Statement;
}

/** Where slots are told by somebody else. */
export const NO_SLOT: Slot = { value: sql`0`, join: nothing };

export function isStep(by: By | null): by is Step {
  return by === 'DAY' || by === 'WEEK' || by === 'MONTH' || by === 'QUARTER';
}

/** The slot of a fact `a` about a member `m`: its day, or where it happened. */
export function slotOfFact(question: Question): Slot {
  const { by, engine } = question;
  switch (by) {
    case 'STORE':
      return plain(sql`${new Statement(textIn(engine, 'a.payload', 'store'), [])}`);
    case 'CHANNEL':
      return plain(sql`${new Statement(textIn(engine, 'a.payload', 'channel'), [])}`);
    case 'BRAND':
      return plain(sql`a.brandId`);
    case 'TIER':
      return slotOfMember(question);
    default:
      return plain(pieceOf(question, sql`a.occurredOn`));
  }
}

/** The slot of a member `m` where it does not depend on time: its tier at the end, who enrolled it, and how. */
export function slotOfMember(question: Question): Slot {
  const { by, caller, to } = question;
  switch (by) {
    case 'TIER': {
      const { tier, join } = tierAt(question, to);
      return { value: tier, join };
    }
    case 'BRAND':
      return plain(sql`m.brandId`);
    case 'CHANNEL': {
      const window = windowOf(caller); // how a member came is a fact of the brand that enrolled it
      return plain(window === null ? sql`m.channel` : sql`CASE WHEN m.brandId = ${window} THEN m.channel END`);
    }
    default:
      return plain(sql`0`);
  }
}

/** The number of the piece in which a day lies. */
export function pieceOf({ pieces }: Question, day: Statement): Statement {
  return choose(day, pieces.slice(1).map(({ from }) => from), pieces.map((_, at) => at)); // prettier-ignore
}

/** The instant at which the piece ends in which a day lies. */
export function endOfPiece({ pieces, zone }: Question, day: Statement): Statement {
  return choose(day, pieces.slice(1).map(({ from }) => from), pieces.map(({ to }) => startOfDay(to, zone))); // prettier-ignore
}

/** The same, told by the number of the piece. */
export function endOfPieceNumber({ pieces, zone }: Question, piece: Statement): Statement {
  return choose(piece, pieces.slice(1).map((_, at) => at + 1), pieces.map(({ to }) => startOfDay(to, zone))); // prettier-ignore
}

/**
 * The tier of a member `m` when a day began: where it stood before the first move since then, by the order of the
 * facts, or where it stands now. Only what happened since is read, and who never moved has none.
 */
export function tierAt(question: Question, day: string): { readonly tier: Statement; readonly join: Statement } {
  const { ladder } = question;
  const join = sql` LEFT JOIN tier_standings t ON t.memberId = m.id AND t.ladder = ${ladder.code} LEFT JOIN (${firstMoves(question, day)}) moved ON moved.memberId = m.id`;
  return { tier: sql`COALESCE(moved.tier, t.tier, ${ladder.tiers[0]?.code ?? ''})`, join };
}

/** Of each member that moved on the ladder since a day began, from where it did so first. */
export function firstMoves({ engine, ladder }: Question, day: string): Statement {
  const moved = sql`c.type = 'tier.changed' AND c.subjectId = ${ladder.code} AND c.occurredOn >= ${day}`;
  const tier = new Statement(textIn(engine, 'c.payload', 'from'), []);
  return sql`SELECT c.memberId, ${tier} AS tier FROM activities c JOIN (SELECT c.memberId, MIN(c.sequence) AS sequence FROM activities c WHERE ${moved} GROUP BY c.memberId) first ON first.memberId = c.memberId AND first.sequence = c.sequence`;
}

/** The pieces as a table `n, …` of what `columns` says of each. */
export function asTable(question: Question, columns: (piece: Question['pieces'][number]) => Statement): Statement {
  return joined(question.pieces.map((piece, at) => sql`SELECT ${at} AS n, ${columns(piece)}`), ' UNION ALL '); // prettier-ignore
}

/** A point for each piece, or one for the whole period; groups that only the rows know are found in them. */
export function usualPlaces(question: Question): readonly Place[] | null {
  const { by, pieces } = question;
  if (by !== null && !isStep(by)) return null;
  return pieces.map((piece, at) => ({ ...piece, group: by && nameOf(piece, by), numerator: one(at), denominator: one(at) })); // prettier-ignore
}

/** The same where whoever was there in an earlier piece is still counted in later ones. */
export function growingPlaces(question: Question): readonly Place[] {
  return (usualPlaces(question) ?? []).map((place, at) => ({ ...place, denominator: { first: 0, last: at } }));
}

export function one(slot: number): Place['numerator'] {
  return { first: slot, last: slot };
}

function plain(value: Statement): Slot {
  return { value, join: nothing };
}
