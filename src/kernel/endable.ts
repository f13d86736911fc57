/**
 * An async generator that can be ended while it waits: `return` tells the signal first. A plain one would only take notice
 * when what it waits for has come, and a listener may wait for ever.
 */
export function endable<T>(begin: (signal: AbortSignal) => AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  const ending = new AbortController();
  const inner = begin(ending.signal);
  const generator: Pick<AsyncGenerator<T, void>, 'next' | 'return' | 'throw' | typeof Symbol.asyncIterator> = {
    next: () => inner.next(),
    return: (value) => {
      ending.abort();
      return inner.return(value);
    },
    throw: (error) => {
      ending.abort();
      return inner.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this as AsyncGenerator<T, void>;
    },
  };
  return generator as AsyncGenerator<T, void>;
}
