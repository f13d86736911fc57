import { Connection } from './connection.js';
import type { Figures, Job } from './job.js';
import { requestsOf, requireDone, unitsOf } from './job.js';

/** The process that makes the load: it does one job a message, answers the figures, and ends with its parent. */
process.on('message', (job: Job) => {
  drive(job).then(
    (figures) => process.send?.({ figures }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ isReady: true });

/** As many requests at once as there are connections, each connection one after the other, until the time is over. */
async function drive(job: Job): Promise<Figures> {
  const connections = Array.from({ length: job.connections }, () => new Connection(job.port, `Bearer ${job.token}`));
  const latencies: number[] = [];
  const startedAt = performance.now();
  const endAt = startedAt + job.seconds * 1_000;
  try {
    await Promise.all(
      connections.map(async (connection, at) => {
        const next = requestsOf(job, at);
        let last = '';
        while (performance.now() < endAt) {
          const request = next(last);
          const sentAt = performance.now();
          const { status, body } = await connection.send(request);
          latencies.push(performance.now() - sentAt);
          requireDone(job.kind, status, body);
          last = body;
        }
      }),
    );
  } finally {
    for (const connection of connections) connection.close();
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  return { count: latencies.length * unitsOf(job.kind), seconds, latencyMsP50: at(0.5), latencyMsP99: at(0.99) };
}
