import type { Environment } from '@marcbachmann/cel-js';
import type { LocalisedText } from '../refusal.js';
import { builtinNames } from './builtins.js';
import { environmentOf } from './environment.js';
import { monthIn } from './month.js';
import type { SqlAsk, SqlValue } from './sql-source.js';
import type { Value, ValueType } from './value.js';

/** Minor units of the program's currency, or whole days. */
export type Unit = 'MONEY' | 'DAYS';

/** How whoever a rule is about moves the answer by acting; absent where only time or somebody else can. */
export interface Move {
  /** The kind of act, a word of the module that plays them. */
  readonly kind: string;
  /**
   * `adds`: so much of the act, so much more. `renews`: one act sets it anew, such as the days since the last one.
   * `reaches`: enough of the act changes it, and how much that is has to be tried.
   */
  readonly by: 'adds' | 'renews' | 'reaches';
  /** Which argument of a function says what the act is about. */
  readonly about?: number;
}

/**
 * That time alone changes it: `read` when asking later is enough to see that, `settled` when something has to become due
 * first.
 */
export type ByTime = 'read' | 'settled';

/** What a rule may ask about. `S` is the state it is read from; modules declare these. */
export interface Attribute<S> {
  /** Camel case, headed by what it is about: `metrics.recencyDays`. */
  readonly name: string;
  readonly type: ValueType;
  readonly description: LocalisedText;
  /** What its number counts, so that sentences can show it. */
  readonly unit?: Unit;
  /** How sentences name it, where the description is more than a name. */
  readonly label?: LocalisedText;
  readonly moves?: readonly Move[];
  readonly changes?: ByTime;
  /** A partner is told what it is of a member it is linked to. Anything else is over all brands, or of another one. */
  readonly isForPartners?: true;
  /** Undefined (or null) is unknown. A value of another type than the declared one is a bug and throws. */
  read(scope: S): Value | undefined;
  /** The same in SQL, missing where it cannot be asked of members as a whole. What `read` takes as a default is one here too. */
  readonly sql?: (ask: SqlAsk) => SqlValue;
}

/** Things of a program that rules name by their codes. */
export interface Named {
  readonly what: LocalisedText;
  codes(sections: Readonly<Record<string, unknown>>): readonly string[];
}

/** A question with arguments: `orders(30)`. Arguments are literals, checked when a rule is saved, so that SQL can be made of it. */
export interface RuleFunction<S> {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly returns: ValueType;
  readonly description: LocalisedText;
  /** What its number counts, so that sentences can show it. */
  readonly unit?: Unit;
  /** How sentences name it when it is asked with these arguments. */
  readonly label?: (...args: readonly Value[]) => LocalisedText;
  readonly moves?: readonly Move[];
  readonly changes?: ByTime;
  /** A partner is told what it is of a member it is linked to. */
  readonly isForPartners?: true;
  /** What its only argument names; a code that the program does not have is told when a rule is checked. */
  readonly names?: Named;
  /** Why these arguments cannot be, as a sentence; undefined when they can. */
  problemWith?(...args: Value[]): LocalisedText | undefined;
  read(scope: S, ...args: Value[]): Value | undefined;
  readonly sql?: (ask: SqlAsk, ...args: Value[]) => SqlValue;
}

export interface VocabularyOptions {
  /** IANA zone in which `monthOf` counts; UTC if absent. Throws a RangeError for one that does not exist. */
  readonly zone?: string;
}

/** Everything rules may say. Immutable; built once by the composition root. */
export class Vocabulary<S> {
  readonly zone: string;
  /** Sorted by name. */
  readonly attributes: readonly Attribute<S>[];
  /** Sorted by name. */
  readonly functions: readonly RuleFunction<S>[];
  /** Only for parsing and type checks. */
  readonly environment: Environment;
  readonly monthOf: (at: number) => number | undefined;
  readonly #attributes: ReadonlyMap<string, Attribute<S>>;
  readonly #functions: ReadonlyMap<string, RuleFunction<S>>;

  /** Throws for names that no rule could spell, that are declared twice, or that CEL keeps for itself. */
  constructor(
    attributes: readonly Attribute<S>[],
    functions: readonly RuleFunction<S>[] = [],
    { zone = 'UTC' }: VocabularyOptions = {},
  ) {
    this.zone = zone;
    this.monthOf = monthIn(zone);
    this.attributes = attributes.toSorted(byName);
    this.functions = functions.toSorted(byName);
    for (const { name } of attributes) requireName(name, ATTRIBUTE_NAME);
    for (const { name } of functions) requireName(name, FUNCTION_NAME);
    this.#attributes = new Map(attributes.map((attribute) => [attribute.name, attribute]));
    this.#functions = new Map(functions.map((declared) => [declared.name, declared]));
    if (this.#functions.size < functions.length) throw new Error('A rule function is declared twice');
    this.environment = environmentOf(this);
  }

  attribute(name: string): Attribute<S> | undefined {
    return this.#attributes.get(name);
  }

  function(name: string): RuleFunction<S> | undefined {
    return this.#functions.get(name);
  }

  /** The part of it that a place can answer (a message trigger knows no basket). Throws for a name it does not have. */
  narrow(names: readonly string[]): Vocabulary<S> {
    const kept = new Set(names);
    const absent = names.filter((name) => !this.#attributes.has(name) && !this.#functions.has(name));
    if (absent.length > 0) throw new Error(`The vocabulary has no ${absent.join(', ')}`);
    return new Vocabulary(
      this.attributes.filter(({ name }) => kept.has(name)),
      this.functions.filter(({ name }) => kept.has(name)),
      { zone: this.zone },
    );
  }

  /** The same with more, such as a program's own member attributes. */
  extend(attributes: readonly Attribute<S>[], functions: readonly RuleFunction<S>[] = []): Vocabulary<S> {
    return new Vocabulary([...this.attributes, ...attributes], [...this.functions, ...functions], { zone: this.zone });
  }
}

const ATTRIBUTE_NAME = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9_]*){0,3}$/;
const FUNCTION_NAME = /^[a-z][A-Za-z0-9]*$/;
const KEYWORDS = new Set(['true', 'false', 'null', 'in', ...builtinNames]);

function requireName(name: string, pattern: RegExp): void {
  if (!pattern.test(name) || name.split('.').some((part) => KEYWORDS.has(part)))
    throw new Error(`"${name}" is no name a rule can use`);
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);
