import type { Log } from './log.js';

/** Carries pings to other processes. */
export interface Carrier {
  /** Sends pings and does not wait; one that cannot be sent is lost. */
  send(topics: readonly string[]): void;
  /** Resolves when pings of the topic arrive, or when nobody can say when they will. */
  join(topic: string): Promise<void>;
  leave(topic: string): void;
  /** Whether pings are carried right now. */
  isUp(): boolean;
  close(): Promise<void>;
}

/** How a carrier hands over what arrives: `lapsed` after a time in which pings may have been lost. */
export interface Arrivals {
  pinged(topic: string): void;
  lapsed(): void;
}

/** What a house brings along. */
export interface PubsubParts {
  /** How far each topic has come: who listens is woken where that has changed. */
  readonly positions: (topics: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly log: Log;
  /** Without one, other processes are heard of by looking. */
  readonly carrier?: (arrivals: Arrivals) => Carrier;
  /** How long until the next look, while pings are carried and while they are not. */
  readonly lookMs?: { readonly carried: number; readonly alone: number };
}

const LOOK_MS = { carried: 5_000, alone: 750 } as const;

type Wake = () => void;

/** Who listens to a topic in this process, and since when pings of it arrive. */
interface Topic {
  readonly listeners: Set<Wake>;
  readonly joined: Promise<void>;
}

/**
 * Tells who listens that something new can be read. A ping has no content and may be lost: whoever is woken reads what is
 * new from the database, and what no ping tells is found by looking, for all topics that are listened to in this process
 * at once. So a lost ping costs a moment and never an event.
 */
export class Pubsub {
  readonly #topics = new Map<string, Topic>();
  readonly #seen = new Map<string, number>();
  readonly #carrier: Carrier | null;
  #look: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(private readonly parts: PubsubParts) {
    const arrivals = { pinged: (topic: string) => this.#wake(topic), lapsed: () => this.#wakeAll() };
    this.#carrier = parts.carrier?.(arrivals) ?? null;
  }

  /** Something new can be read about these topics: told at once here, and to other processes. */
  publish(topics: readonly string[]): void {
    if (topics.length === 0) return;
    for (const topic of topics) this.#wake(topic);
    this.#carrier?.send(topics);
  }

  /** Calls `wake` whenever there may be something new, from the moment this resolves. Answers how to stop. */
  async subscribe(topic: string, wake: Wake): Promise<() => void> {
    const known = this.#topics.get(topic) ?? { listeners: new Set(), joined: this.#join(topic) };
    known.listeners.add(wake);
    this.#topics.set(topic, known);
    this.#lookLater();
    await known.joined;
    return () => this.#leave(topic, wake);
  }

  /** Whoever still listens hears nothing any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#look) clearTimeout(this.#look);
    await this.#carrier?.close();
  }

  async #join(topic: string): Promise<void> {
    await this.#carrier?.join(topic);
  }

  #leave(topic: string, wake: Wake): void {
    const listeners = this.#topics.get(topic)?.listeners;
    listeners?.delete(wake);
    if (listeners?.size !== 0) return;
    this.#topics.delete(topic);
    this.#seen.delete(topic);
    this.#carrier?.leave(topic);
  }

  #wake(topic: string): void {
    for (const wake of this.#topics.get(topic)?.listeners ?? []) wake();
  }

  #wakeAll(): void {
    for (const topic of this.#topics.keys()) this.#wake(topic);
  }

  /** One look at a time, and none while nobody listens. */
  #lookLater(): void {
    if (this.#look || this.#isClosed || this.#topics.size === 0) return;
    const { carried, alone } = this.parts.lookMs ?? LOOK_MS;
    this.#look = setTimeout(() => void this.#lookNow(), this.#carrier?.isUp() ? carried : alone);
    this.#look.unref();
  }

  async #lookNow(): Promise<void> {
    try {
      for (const [topic, position] of await this.parts.positions([...this.#topics.keys()])) this.#note(topic, position);
    } catch (error) {
      this.parts.log.warn({ err: error }, 'It could not be looked up what is new; it is tried again in a moment');
    }
    this.#look = null;
    this.#lookLater();
  }

  #note(topic: string, position: number): void {
    if (!this.#topics.has(topic) || this.#seen.get(topic) === position) return;
    this.#seen.set(topic, position);
    this.#wake(topic);
  }
}
