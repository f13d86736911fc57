/** Tells whoever listens in this process that something happened. */
export class Signal {
  readonly #listeners = new Set<() => void>();

  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  give(): void {
    for (const listener of this.#listeners) listener();
  }
}
