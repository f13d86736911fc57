import type { Purchase } from '../purchases.js';
import { purchaseOf, seeded } from '../purchases.js';
import type { HttpRequest, PointsKind, Side } from '../requests.js';
import {
  batchRequest,
  captureRequest,
  catalogueRequest,
  memberRequest,
  pageRequest,
  pointsRequest,
  recordRequest,
} from '../requests.js';

/** What the load process is told to do for one round. */
export interface Job {
  readonly kind: 'record' | 'batch' | 'member' | 'page' | 'catalogue' | PointsKind;
  readonly side: Side;
  readonly port: number;
  readonly token: string;
  readonly connections: number;
  readonly seconds: number;
  /** Different in every round of a run, so that no purchase is sent twice. */
  readonly round: number;
  readonly customers: readonly string[];
  readonly memberIds: readonly string[];
  readonly enrolled: readonly [number, number];
}

export const LINES_A_BATCH = 500;
export const MEMBERS_A_PAGE = 50;
const POINTS_MAX = 50;
const MINUTE_MS = 60_000;

/** What a round came to. */
export interface Figures {
  /** Purchases recorded, members read, points moved. */
  readonly count: number;
  readonly seconds: number;
  readonly latencyMsP50: number;
  readonly latencyMsP99: number;
}

/**
 * The requests of one connection in a round, each with other purchases of random members. Batches of different connections
 * are about different members: of a brand's many members two batches hardly ever name the same, of a few thousand always.
 * What is held is captured by the next request, which is why one is made from the answer to the last.
 */
export function requestsOf(job: Job, connection: number): (last: string) => HttpRequest {
  const { kind, side, round, connections, memberIds } = job;
  const random = seeded(round * 1_000 + connection);
  const customers = kind === 'batch' ? job.customers.filter((_, at) => at % connections === connection) : job.customers;
  let count = 0;
  const any = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const next = (): Purchase => purchaseOf(random, `${kind}-${round}-${connection}-${count++}`, Date.now());
  const before = (): number => {
    const from = job.enrolled[0] + MEMBERS_A_PAGE * MINUTE_MS; // every page is a full one
    return Math.floor(from + random() * (job.enrolled[1] - from));
  };
  const order = () => ({
    customer: any(customers),
    amount: 1 + Math.floor(random() * POINTS_MAX),
    reason: 'thank you',
    key: `${kind}-${round}-${connection}-${count++}`,
  });
  const line = () => ({ customer: any(customers), purchase: next() });
  switch (kind) {
    case 'record':
      return () => recordRequest(side, any(customers), next());
    case 'batch':
      return () => batchRequest(side, Array.from({ length: LINES_A_BATCH }, line));
    case 'member':
      return () => memberRequest(side, any(memberIds));
    case 'page':
      return () => pageRequest(side, before());
    case 'catalogue':
      return () => catalogueRequest(side);
    case 'earn':
    case 'spend':
      return () => pointsRequest(side, kind, order());
    case 'hold':
      return (last) => {
        const [holdId] = HELD.exec(last) ?? [];
        return holdId ? captureRequest(side, holdId, `capture-${holdId}`) : pointsRequest(side, kind, order());
      };
  }
}

/** The hold of an answer, as long as it is held. */
const HELD = /(?<="hold":\{"id":")hld_[0-9A-Z]{26}(?=","status":"HELD")/;

/** How many purchases a request records, or members or pages it reads; a hold and its capture are one of two requests. */
export function unitsOf(kind: Job['kind']): number {
  if (kind === 'hold') return 0.5;
  return kind === 'batch' ? LINES_A_BATCH : 1;
}

/** A request that was declined makes every figure worthless, so the first one ends the run. */
export function requireDone(kind: Job['kind'], status: number, body: string): void {
  const isDone = status === 200 && DONE[kind].test(body) && !body.includes('"errors":[{');
  if (!isDone) throw new Error(`A request of the load was not answered as it should (${status}): ${body.slice(-300)}`);
}

const DONE_ONCE = /"errors":\[\],"replayed":false\}/;
const DONE: Readonly<Record<Job['kind'], RegExp>> = {
  record: DONE_ONCE,
  batch: /\],"errors":\[\]\}/,
  member: /"metrics":\{/,
  page: /"ledger":/,
  catalogue: /"isSpendable":/,
  earn: DONE_ONCE,
  spend: DONE_ONCE,
  hold: DONE_ONCE,
};
