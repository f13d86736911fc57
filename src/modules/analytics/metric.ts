import type { Day } from '../../kernel/calendar.js';
import type { Caller } from '../../kernel/caller.js';
import type { Instant } from '../../kernel/clock.js';
import type { Engine, Sql } from '../../kernel/database.js';
import type { SqlPart } from '../../kernel/expression/index.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import type { Ladder } from '../tiers/index.js';
import type { Period, Step } from './periods.js';
import type { Statement } from './statement.js';

/** By what a figure is told apart. */
export type By = Step | 'TIER' | 'LAYER' | 'CHANNEL' | 'BRAND' | 'STORE' | 'BENEFIT';

export type Unit = 'SHARE' | 'MONEY';

/** A number of a definition that whoever asks may change, or the code of a wallet, ladder, layering, segment or benefit, or a level. */
export type Parameter = { readonly name: string; readonly description: LocalisedText } & (
  | { readonly kind: 'NUMBER'; readonly usual: number; readonly min: number; readonly max: number }
  | { readonly kind: 'SEGMENT'; readonly usual: string }
  | { readonly kind: 'LEVEL'; readonly usual: string }
  | { readonly kind: 'WALLET' | 'LADDER' | 'LAYERING' | 'BENEFIT' }
);

/** Layers in their order, and their rules as SQL over `members m`: the code of the first that holds. */
export interface Layering {
  readonly code: string;
  readonly layers: readonly { readonly code: string; readonly name: LocalisedText }[];
  readonly rules: () => { readonly joins: SqlPart; readonly value: SqlPart };
}

/** Rules about members as SQL over `members m`: what they join, and one that is 1 where any of them holds. */
export interface AnyRule {
  readonly joins: SqlPart;
  readonly where: SqlPart;
}

/** What the program says of benefits, as far as figures look at it. */
export interface BenefitsAsked {
  /** The benefit that is asked for, by its code; null for all. */
  readonly code: string | null;
  /** The level that is asked for. */
  readonly level: string;
  /** Who may have the benefit that is asked for; everybody when null. */
  readonly eligible: () => AnyRule | null;
  /** Who has a standing right of the level: by the rules of these, or everybody (`null`); nobody when undefined. */
  readonly standing: () => AnyRule | null | undefined;
  /** Codes of all benefits of the level. */
  readonly ofLevel: readonly string[];
}

/** What is asked of a metric, after it was checked. */
export interface Question extends Period {
  readonly by: By | null;
  /** The period in pieces where it is told by day, week or month; else itself. */
  readonly pieces: readonly Period[];
  readonly numbers: Readonly<Record<string, number>>;
  readonly wallet: string;
  readonly ladder: Ladder;
  readonly layering: Layering;
  readonly benefits: BenefitsAsked;
  /** Codes of segments by the names of parameters. */
  readonly segments: Readonly<Record<string, string>>;
  readonly zone: string;
  readonly now: Instant;
  readonly today: Day;
  readonly hostBrandId: string;
  readonly caller: Caller;
  readonly engine: Engine;
  /** Types of activities that are acts of a member. */
  readonly acts: readonly string[];
}

/** Which slots of the tables a point adds up: numbers from the first to the last, or one value. */
export type Slots = { readonly first: number; readonly last: number } | { readonly is: string | null };

/** One point of a figure, before it is worked out. */
export interface Place extends Period {
  readonly group: string | null;
  readonly numerator: Slots;
  readonly denominator: Slots;
}

/**
 * One figure: what it is called, what it says, and where it comes from. `tables` are statements that give
 * `memberId, slot, numerator, denominator`, at most one row a member and slot; everything else, the figure and the members
 * behind it, is made of them.
 */
export interface Metric {
  readonly key: string;
  /** Grows when the same question gets another answer. */
  readonly version: number;
  readonly unit: Unit;
  readonly name: LocalisedText;
  readonly numerator: LocalisedText;
  readonly denominator: LocalisedText;
  readonly definition: LocalisedText;
  readonly by: readonly By[];
  readonly parameters: readonly Parameter[];
  /** It is about all brands together, so that no partner may ask for it. */
  readonly isHostOnly: boolean;
  readonly tables: (question: Question) => readonly Statement[];
  /** Where the points lie when the slots are not simply the groups. */
  readonly places?: (question: Question) => readonly Place[];
  /** What stands above the line by slot, where it is no sum of rows; null where it cannot be told. */
  readonly foretold?: (
    database: Sql,
    question: Question,
  ) => Promise<ReadonlyMap<string | number | null, number> | null>;
  /** The numerator as it is told. */
  readonly scale?: (question: Question, numerator: number) => number;
  /** The activities a figure counts, `activityId, slot`, where it counts activities. */
  readonly activities?: (question: Question) => Statement;
  /** The first day on which nothing a point counts can still happen; the end of its period when nothing is said. */
  readonly finalOn?: (question: Question, period: Period) => Day;
}
