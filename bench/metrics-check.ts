import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/app/config.js';
import { openHouse } from '../src/app/house.js';
import { startOfDay } from '../src/kernel/calendar.js';
import type { Sql } from '../src/kernel/database.js';
import type { House } from '../src/kernel/house.js';
import { systemCaller } from '../src/kernel/session.js';
import { read } from '../src/kernel/unit-of-work.js';
import { figureOf, metrics, questionOf } from '../src/modules/analytics/index.js';
import type { Metric } from '../src/modules/analytics/index.js';
import { plainFigures, shifted } from './floor/figures.js';
import type { Plainly } from './floor/figures.js';

/**
 * Compares every figure of a calendar month with plain SQL over the journal, on the database of DATABASE_URL, which it only
 * reads: `npm run check:metrics -- --month 2026-10`. Says how long both took, and fails where they differ.
 */
const { values: options } = parseArgs({ options: { month: { type: 'string' }, only: { type: 'string' } } });
const noSecret = Buffer.alloc(32); // it signs nothing
const secrets = { keyPepper: noSecret, tokenKey: noSecret, cursorKey: noSecret };
const house = await openHouse({ ...readConfig(), secretsFile: null, logLevel: 'error' }, { secrets });
try {
  await house.programs.reload(house.database.reader);
  const month = options.month ?? shifted(new Date().toISOString().slice(0, 10), -1).slice(0, 7);
  const asked = metrics.filter(({ key }) => options.only === undefined || key === options.only);
  let differing = 0;
  for (const metric of asked) if (!(await compare(house, metric, `${month}-01`))) differing += 1;
  console.log(`${asked.length} figures, ${differing} differ`);
  if (differing > 0) process.exitCode = 1;
} finally {
  await house.database.close();
}

async function compare(house: House, metric: Metric, from: string): Promise<boolean> {
  const { key } = metric;
  const { database } = house;
  const to = shifted(from, 1);
  const { zone, hostBrandId } = house.programs.current();
  const session = read(house, systemCaller(hostBrandId));
  const question = questionOf(session, metric, { key, by: null, from, to, parameters: [] });
  const plainly: Plainly = {
    from,
    to,
    fromAt: startOfDay(from, zone),
    toAt: startOfDay(to, zone),
    now: question.now,
    hostBrandId,
    wallet: question.wallet,
    ladder: question.ladder.code,
    tiers: question.ladder.tiers.map(({ code }) => code),
    acts: question.acts,
    layers: null, // what the rules of this program are, nobody has written down in SQL
    dues: null,
    engine: database.engine,
  };
  const ours = await timed(() => database.snapshot((sql) => figureOf(sql, metric, question)));
  const [point] = ours.value;
  const theirs = await timed(() => plainOf(database.reader, plainFigures[key]?.(plainly) ?? null));
  const told = [point?.numeratorTold ?? null, point?.denominatorTold ?? null];
  const counted = theirs.value;
  const isSame = counted === null || counted.every((number, at) => number === null || number === told[at]);
  const ratio = counted === null ? '–' : (ours.seconds / theirs.seconds).toFixed(2);
  console.log([isSame ? 'same' : 'DIFFERS', key, told.join(' / '), counted?.join(' / ') ?? 'not said', `${ours.seconds.toFixed(2)} s`, `${theirs.seconds.toFixed(2)} s`, ratio].join('\t')); // prettier-ignore
  return isSame;
}

async function plainOf(sql: Sql, text: string | null): Promise<(number | null)[] | null> {
  if (text === null) return null;
  const [row] = await sql.rows<{ numerator: number | null; denominator: number }>(text);
  return row ? [row.numerator, row.denominator] : null;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: number }> {
  const startedAt = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - startedAt) / 1_000 };
}
