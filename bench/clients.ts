import type { Bench } from './bench.js';
import { Connection } from './load/connection.js';
import type { HttpRequest, Side } from './requests.js';

/** A connection to either side, for comparing. */
export function open({ servers, seeded }: Bench, token = seeded.token): Record<Side, Connection> {
  const client = (side: Side) => new Connection(servers[side].port, `Bearer ${token}`);
  return { product: client('product'), floor: client('floor') };
}

/** The plain facts of an answer: of GraphQL, what the one field of the document answered. */
export async function ask(client: Connection, side: Side, request: HttpRequest): Promise<Record<string, unknown>> {
  const { status, body } = await client.send(request);
  if (status !== 200) throw new Error(`The ${side} answered ${status}: ${body.slice(0, 400)}`);
  const answer = JSON.parse(body) as Record<string, unknown>;
  if (side === 'floor') return answer;
  if (answer['errors']) throw new Error(`The product answered ${JSON.stringify(answer['errors']).slice(0, 400)}`);
  return Object.values(answer['data'] as Record<string, Record<string, unknown>>)[0] ?? {};
}
