import { SingleBar } from 'cli-progress';

const LINE_EVERY_MS = 2_000;

/** How long work is shown: a bar with rate and remaining time on a terminal, plain lines in a pipe. Always on stderr: stdout is for results. */
export interface Progress {
  /** `done` of `of` is what the remaining time is reckoned from; `things` are counted and named by the label. */
  update(done: number, of: number, things?: number): void;
  stop(): void;
}

/** What an earlier run had done: neither rate nor remaining time are reckoned from it. */
export interface DoneBefore {
  readonly done: number;
  readonly things: number;
}

export function openProgress(label: string, before: DoneBefore = { done: 0, things: 0 }): Progress {
  return process.stderr.isTTY ? bar(label, before) : lines(label, before);
}

function bar(label: string, before: DoneBefore): Progress {
  const startedAt = Date.now();
  const shown = new SingleBar({
    format: `${label} {bar} {percentage}% | {things} | {rate}/s | {remaining} left`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  shown.start(1, 0, { things: 0, rate: 0, remaining: '…' });
  return {
    update(done, of, things = done) {
      const facts = factsOf(startedAt, before, done, of, things);
      shown.setTotal(Math.max(of, 1));
      shown.update(done, { ...facts, things: facts.things });
    },
    stop: () => {
      shown.stop();
    },
  };
}

function lines(label: string, before: DoneBefore): Progress {
  const startedAt = Date.now();
  let saidAt = startedAt;
  return {
    update(done, of, things = done) {
      if (Date.now() - saidAt < LINE_EVERY_MS) return;
      saidAt = Date.now();
      const facts = factsOf(startedAt, before, done, of, things);
      process.stderr.write(
        `${label}: ${facts.percentage}%, ${facts.things}, ${facts.rate}/s, ${facts.remaining} left\n`,
      );
    },
    stop: () => undefined,
  };
}

function factsOf(startedAt: number, before: DoneBefore, done: number, of: number, things: number) {
  const seconds = Math.max((Date.now() - startedAt) / 1_000, 0.001);
  const here = done - before.done;
  const left = here > 0 ? (seconds * Math.max(of - done, 0)) / here : 0;
  return {
    percentage: of > 0 ? Math.floor((100 * done) / of) : 100,
    things: things.toLocaleString('en'),
    rate: Math.round((things - before.things) / seconds).toLocaleString('en'),
    remaining: left >= 90 ? `${Math.round(left / 60)} min` : `${Math.round(left)} s`,
  };
}
