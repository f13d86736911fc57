import type { Child, Load } from './children.js';
import { cpuUsOf } from './cpu.js';
import type { Figures, Job } from './load/job.js';
import type { Side } from './requests.js';
import type { Scratch } from './scratch.js';
import type { Seeded } from './seed.js';
import { COMPARED } from './seed.js';

/** A server under load. */
export interface Server {
  readonly child: Child;
  readonly port: number;
}

/** What every case is given. */
export interface Bench {
  readonly scratch: Scratch;
  readonly seeded: Seeded;
  readonly servers: Readonly<Record<Side, Server>>;
  readonly load: Load;
  /** Seconds of one measurement; every case takes `rounds` of them on either side, after a warm-up. */
  readonly seconds: number;
  readonly rounds: number;
  /** Tells what is being done. */
  say(text: string): void;
}

/** What a case came to: `ratio` is product ÷ floor of measurements made one right after the other. */
export interface CaseResult {
  readonly name: string;
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  readonly target: number;
  readonly isMet: boolean;
  /** Of `product` and `floor`. */
  readonly unit: string;
  readonly product: number;
  readonly floor: number;
  readonly rounds: number;
  readonly latencyMsP50: number | null;
  readonly latencyMsP99: number | null;
  readonly memoryMb: number | null;
  readonly [more: string]: unknown;
}

export interface Case {
  readonly name: string;
  run(bench: Bench): Promise<CaseResult>;
}

/** What one measurement of one side came to. */
export interface Measured extends Figures {
  /** Processor time each of them took in the server and in the database, in microseconds; NaN where the system does not tell. */
  readonly serverCpuUs: number;
  readonly databaseCpuUs: number;
}

/** Puts one server under load. */
export function underLoad(bench: Bench, job: Pick<Job, 'kind' | 'side' | 'connections'>): Measuring {
  const { enrolled, pageToken, ...seeded } = bench.seeded;
  const token = job.kind === 'catalogue' ? pageToken : seeded.token;
  const memberIds = seeded.memberIds.slice(COMPARED);
  const customers = seeded.customers.slice(COMPARED);
  const { child, port } = bench.servers[job.side];
  return (seconds) =>
    withCpu(bench, child, () => bench.load.run({ ...job, seconds, port, token, memberIds, customers, enrolled }));
}

/** Adds the processor time that a measurement took. */
export async function withCpu(bench: Bench, child: Child, work: () => Promise<Figures>): Promise<Measured> {
  const before = [cpuUsOf(child.pid), cpuUsOf(bench.scratch.databasePid)] as const;
  const figures = await work();
  return {
    ...figures,
    serverCpuUs: (cpuUsOf(child.pid) - before[0]) / figures.count,
    databaseCpuUs: (cpuUsOf(bench.scratch.databasePid) - before[1]) / figures.count,
  };
}

/** One measurement of one side, for about so many seconds. */
export type Measuring = (seconds: number) => Promise<Measured>;

/** A-B-A-B …: one side right after the other, so that whatever else the machine does falls on all of them. */
export async function alternate<Name extends string>(
  bench: Bench,
  sides: Readonly<Record<Name, Measuring>>,
): Promise<Record<Name, Measured[]>> {
  const names = Object.keys(sides) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Measured[]>;
  for (const name of names) await sides[name](Math.max(2, bench.seconds)); // both compile and fill their caches first
  for (let round = 1; round <= bench.rounds; round++) {
    for (const name of names) measured[name].push(await sides[name](bench.seconds));
    const rates = names.map((name) => `${name} ${rateOf(measured[name].at(-1)).toFixed(0)}`);
    bench.say(`  round ${round} of ${bench.rounds}, a second: ${rates.join(', ')}`);
  }
  return measured;
}

/** How many a second. */
export function rateOf(measured: Figures | undefined): number {
  return measured ? measured.count / measured.seconds : NaN;
}
