import { openProgress } from './progress.js';

/** What work that may be stopped is given: it tells how far it is, and ends after the step under way once it is asked to. */
export interface Going {
  readonly onProgress: (done: number, of: number) => void;
  readonly signal: AbortSignal;
}

/** Shows how far work is; SIGINT and SIGTERM ask it to stop, so that nothing is left half done. */
export async function stoppable<T>(label: string, work: (going: Going) => Promise<T>): Promise<T> {
  const progress = openProgress(label);
  const stop = new AbortController();
  const end = () => {
    stop.abort();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  const onProgress = (done: number, of: number) => {
    progress.update(done, of);
  };
  try {
    return await work({ onProgress, signal: stop.signal });
  } finally {
    progress.stop();
    process.off('SIGINT', end).off('SIGTERM', end);
  }
}
