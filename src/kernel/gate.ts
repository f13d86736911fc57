/** Too many wait already: whoever comes now is better told to come back. */
export class GateFull extends Error {
  override readonly name = 'GateFull';
}

/** Work that is dear: so much at once, so much waiting, and what is asked for twice at the same time is done once. */
export class Gate {
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(
    atOnce: number,
    private readonly waitingMax: number,
  ) {
    this.#free = atOnce;
  }

  /** Does the work, or answers what the same work under way will answer. Throws GateFull when too many wait. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key) as Promise<T> | undefined;
    if (running) return running;
    const result = this.#inTurn(work).finally(() => this.#running.delete(key));
    this.#running.set(key, result);
    return result;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.waitingMax) throw new GateFull('Too much of this is waiting already');
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
