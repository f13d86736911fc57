import type { Answer, Ask } from '../src/app/back-office.js';
import type { Caller } from '../src/kernel/caller.js';
import { acting } from '../src/kernel/caller.js';
import type { Sql } from '../src/kernel/database.js';
import type { House } from '../src/kernel/house.js';
import type { JsonObject } from '../src/kernel/json.js';
import type { Locale } from '../src/kernel/refusal.js';

/** Who is signed in, as the pages know it. */
export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
}

/** What a desk is made of. */
interface Furniture {
  readonly house: House;
  readonly ask: Ask;
  readonly person: Person;
  readonly caller: Caller;
  readonly locale: Locale;
  readonly requestId: string;
}

/**
 * Where somebody works: who it is, what it may do, in which language. One a request. AdminJS calls it the current admin and
 * writes it into its pages, so that `toJSON` says what may be there.
 */
export class Desk {
  readonly #furniture: Furniture;

  constructor(furniture: Furniture) {
    this.#furniture = furniture;
  }

  get house(): House {
    return this.#furniture.house;
  }

  get caller(): Caller {
    return this.#furniture.caller;
  }

  get locale(): Locale {
    return this.#furniture.locale;
  }

  get person(): Person {
    return this.#furniture.person;
  }

  get requestId(): string {
    return this.#furniture.requestId;
  }

  /** Reads committed rows; on the embedded database it cannot write. */
  get sql(): Sql {
    return this.house.database.reader;
  }

  may(scope: string): boolean {
    return this.caller.scopes.has(scope);
  }

  /** Null stands for what says by itself who may see it. */
  maySee(scope: string | null): boolean {
    return scope === null || this.may(scope);
  }

  /** The same desk at an act: what is written there is audited under its name. */
  acting(name: string, input: JsonObject): Desk {
    const { caller, requestId } = this.#furniture;
    return new Desk({ ...this.#furniture, caller: acting(caller, { name, requestId, input }) });
  }

  /** Asks the API as this operator. */
  ask(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer> {
    return this.#furniture.ask(this.#furniture, document, variables);
  }

  /** What AdminJS shows in the corner of each page. */
  get email(): string {
    return this.person.name;
  }

  toJSON(): Readonly<Record<string, unknown>> {
    const { id, name, login } = this.person;
    const { zone, currency } = this.house.programs.current();
    return { id, email: name, title: login, locale: this.locale, zone, currency, scopes: [...this.caller.scopes] };
  }
}

/** The desk of an AdminJS context. Without one nothing is done. */
export function deskOf(context: { readonly currentAdmin?: unknown } | undefined): Desk {
  const desk = context?.currentAdmin;
  if (!(desk instanceof Desk)) throw new Error('Nobody is signed in here');
  return desk;
}
