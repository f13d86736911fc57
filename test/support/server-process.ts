import 'reflect-metadata';
import { closeHouse, openHouse } from '../../src/app/house.js';
import { openServer } from '../../src/app/server.js';
import { openLog } from '../../src/kernel/log.js';
import { configOf } from './house.js';

/**
 * The API of a database in a process of its own: prints its address, and ends at the end of its input. The secrets of the
 * house come as JSON, base64 each.
 */
const [, , databaseUrl = '', given = '{}', now] = process.argv;
const secrets = Object.fromEntries(
  Object.entries(JSON.parse(given) as Record<string, string>).map(([name, text]) => [
    name,
    Buffer.from(text, 'base64'),
  ]),
) as never;
const clock = now === undefined ? undefined : { now: () => Number(now) };
const house = await openHouse(configOf(databaseUrl), { log: openLog('silent'), secrets, ...(clock ? { clock } : {}) });
await house.programs.reload(house.database.reader);
const server = await openServer(house, { port: 0, host: '127.0.0.1', isProduction: false });
console.log(server.url);
process.stdin.resume().on('end', () => {
  void server.stop().then(() => closeHouse(house));
});
