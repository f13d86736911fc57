import { Command } from 'commander';

import { openBackOffice } from '../../admin/index.js';
import { readConfig } from '../app/config.js';
import type { DemoAccess } from '../app/demo/access.js';
import { DEMO_ORIGINS, demoAccess } from '../app/demo/access.js';
import { isEmpty } from '../app/demo/load.js';
import type { House } from '../kernel/house.js';
import { serve, welcome } from '../app/serve.js';
import { fill, sentenceOf } from './demo.command.js';

/** `laurel serve` */
export function serveCommand(): Command {
  return new Command('serve')
    .description('Run the server: the API, deliveries, due work')
    .option('--demo', 'load the demo first when the embedded database is empty, and say how to try it')
    .action(run);
}

async function run({ demo }: { demo?: boolean }): Promise<void> {
  const config = readConfig();
  const how = { backOffice: openBackOffice, ...(demo ? { prepare: prepareDemo } : {}) };
  const { url, house, owner } = await serve(config, how);
  console.log(`\nLaurel is at ${url}/graphql: open it in a browser.`);
  if (owner) process.stderr.write(`\n${welcome(url, owner)}`); // stdout is also the log
  const access = demo ? await demoAccess(house, config) : null;
  if (access) console.log(tryIt(url, access));
}

/** Only into an embedded database that is empty: what somebody has made is never mixed with a demo. */
async function prepareDemo(house: House): Promise<void> {
  if (house.database.engine !== 'sqlite' || !(await isEmpty(house))) return;
  console.log('Loading the demo …');
  console.log(sentenceOf(await fill(house)));
}

const QUERY =
  '{ members(first: 3, orderBy: SPEND_DESC) { nodes { displayName tier { name } balances { available wallet { unitName } } } } }';

function tryIt(url: string, { key, testKey, publishableKey, memberToken }: DemoAccess): string {
  return `
Try it:

curl ${url}/graphql -H 'Content-Type: application/json' -H 'Authorization: Bearer ${key}' -d '{"query":"${QUERY}"}'

A front end acts for one member with a token like this one (for 15 minutes), and may then ask { me { … } }:

${memberToken}

The sandbox is a second house with a clock you can move and people you can make up; its key is

${testKey}

A web page asks what is public with a publishable key; this one is for pages on ${DEMO_ORIGINS.join(' and ')}:

${publishableKey}
`;
}
