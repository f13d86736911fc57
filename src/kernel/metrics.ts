import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Figures of the running process for `/metrics`. Labels are names of ours, never a member's or a brand's data. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Counter<'operation' | 'outcome'>;
  readonly requestSeconds: Histogram<'operation'>;
  readonly activities: Counter<'type'>;
  readonly retries: Counter<'why'>;
  readonly transactions: Counter<'outcome'>;
  readonly letters: Counter<'outcome'>;
  readonly lettersWaiting: Gauge;
  readonly lettersParked: Gauge;
  readonly sockets: Gauge;
  readonly lossyRows: Counter<'table' | 'outcome'>;
  readonly alarms: Counter<'what'>;
  readonly scheduleRuns: Counter<'schedule' | 'outcome'>;
}

export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: 'laurel_requests_total',
      help: 'GraphQL requests by kind of operation and outcome',
      labelNames: ['operation', 'outcome'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'laurel_request_seconds',
      help: 'Time to answer a GraphQL request',
      labelNames: ['operation'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    activities: new Counter({
      name: 'laurel_activities_total',
      help: 'Activities committed by this process, by type',
      labelNames: ['type'],
      registers,
    }),
    retries: new Counter({
      name: 'laurel_transaction_retries_total',
      help: 'Units of work run again, by reason',
      labelNames: ['why'],
      registers,
    }),
    transactions: new Counter({
      name: 'laurel_transactions_total',
      help: 'Units of work by how they ended',
      labelNames: ['outcome'],
      registers,
    }),
    letters: new Counter({
      name: 'laurel_letters_total',
      help: 'Letters of the outbox by how their delivery ended',
      labelNames: ['outcome'],
      registers,
    }),
    lettersWaiting: new Gauge({ name: 'laurel_letters_waiting', help: 'Letters not delivered yet', registers }),
    lettersParked: new Gauge({
      name: 'laurel_letters_parked',
      help: 'Letters that failed too often and wait for a person',
      registers,
    }),
    sockets: new Gauge({ name: 'laurel_sockets', help: 'WebSockets open in this process', registers }),
    lossyRows: new Counter({
      name: 'laurel_lossy_rows_total',
      help: 'Rows that may be lost (views): written, or dropped because too many waited or the process ended',
      labelNames: ['table', 'outcome'],
      registers,
    }),
    alarms: new Counter({
      name: 'laurel_alarms_total',
      help: 'Things this process has found that a person must look at, by what they are',
      labelNames: ['what'],
      registers,
    }),
    scheduleRuns: new Counter({
      name: 'laurel_schedule_runs_total',
      help: 'Pages of due work by schedule and outcome',
      labelNames: ['schedule', 'outcome'],
      registers,
    }),
  };
}
