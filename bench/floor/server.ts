import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { recordBatch } from './batch.js';
import { Calendar } from './calendar.js';
import { Catalogue } from './catalogue.js';
import { openPool } from './database.js';
import type { Order } from './give.js';
import { giving, orderOf } from './give.js';
import { captureOf, capturing, holding } from './hold.js';
import { Ids } from './ids.js';
import { Keys } from './keys.js';
import type { Movement } from './movement.js';
import { moved } from './movement.js';
import type { Answer, Floor } from './record.js';
import { problem, record } from './record.js';
import { readMember } from './member.js';
import { readPage } from './page.js';
import { spending } from './spend.js';

/**
 * What a good engineer would write by hand for this one brand, without Laurel: node:http, mysql2, SQL as text. The parent
 * that started it is told the port, and ends it.
 */
const BODY_MAX = 1_000_000;

async function main(): Promise<void> {
  const floor = await open();
  const catalogue = new Catalogue(floor.pool);
  const server = createServer((request, response) => {
    const isCatalogue = request.method === 'GET' && request.url === '/catalogue';
    const answered = isCatalogue ? catalogue.serve(request, response) : handle(floor, request, response);
    answered.catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) answer(response, problem(500, 'INTERNAL_SERVER_ERROR'));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' ? address?.port : null });
  });
  process.on('disconnect', () => process.exit(0));
}

async function open(): Promise<Floor> {
  const pool = openPool(process.env['DATABASE_URL'] ?? '', Number(process.env['DATABASE_POOL'] ?? 10));
  const [rows] = await pool.promise().query('SELECT hash FROM program_head');
  const [[programHash]] = rows as unknown as [[string]];
  const keys = new Keys(Buffer.from(process.env['LAUREL_KEY_PEPPER'] ?? '', 'base64'));
  return { pool, keys, ids: new Ids(), calendar: new Calendar(), programHash };
}

async function handle(floor: Floor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = '', headers } = request;
  if (method === 'POST' && url === '/record') {
    answer(response, await record(floor, headers.authorization, JSON.parse(await bodyOf(request))));
  } else if (method === 'POST' && url === '/batch') {
    answer(response, await recordBatch(floor, headers.authorization, JSON.parse(await bodyOf(request))));
  } else if (method === 'POST' && url.startsWith('/points/')) {
    const movement = MOVEMENTS[url.slice('/points/'.length)]?.(JSON.parse(await bodyOf(request)));
    answer(response, movement ? await moved(floor, headers.authorization, movement) : problem(400, 'INVALID_INPUT'));
  } else if (method === 'GET' && url.startsWith('/members/')) {
    answer(response, await readMember(floor, headers.authorization, url.slice('/members/'.length)));
  } else if (method === 'GET' && url.startsWith('/members?before=')) {
    answer(response, await readPage(floor, headers.authorization, Number(url.slice('/members?before='.length))));
  } else answer(response, problem(404, 'NOT_FOUND'));
}

const orderly = (kind: (order: Order) => Movement) => (body: unknown) => {
  const order = orderOf(body);
  return order && kind(order);
};

const MOVEMENTS: Readonly<Record<string, (body: unknown) => Movement | null>> = {
  earn: orderly(giving),
  spend: orderly(spending),
  hold: orderly(holding),
  capture: (body) => {
    const order = captureOf(body);
    return order && capturing(order);
  },
};

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_MAX) request.destroy();
      chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 ? (chunks[0] as Buffer).toString() : Buffer.concat(chunks).toString()),
    );
    request.on('error', reject);
  });
}

function answer(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

await main();
