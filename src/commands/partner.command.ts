import { Command } from 'commander';
import { partnerCheck, requireTestKey } from './partner/check.js';
import type { Step } from './partner/check.js';
import { Client } from './partner/client.js';

interface Options {
  readonly url: string;
  readonly key: string;
  readonly json?: boolean;
}

/** `laurel partner check`; `foundWrong` is called when a step does not end as it must. */
export function partnerCommand(foundWrong: () => void): Command {
  const command = new Command('partner').description('For the programs of partner brands');
  command
    .command('check')
    .description('Do in the sandbox over HTTP what your program will do, and say step by step whether it is right')
    .requiredOption('--url <address>', 'the server, such as https://loyalty.example.com')
    .requiredOption('--key <key>', 'a test key of your brand: lrl_test_…')
    .option('--json', 'end with one line of JSON')
    .action((options: Options) => check(options, foundWrong));
  return command;
}

async function check({ url, key, json }: Options, foundWrong: () => void): Promise<void> {
  requireTestKey(key);
  const steps: Step[] = [];
  for await (const step of partnerCheck(new Client(url, key), key)) {
    steps.push(step);
    if (!json) console.log(lineOf(step));
  }
  const failed = steps.filter(({ isOk }) => !isOk);
  if (failed.length > 0) foundWrong();
  if (json) console.log(JSON.stringify({ ok: failed.length === 0, url, steps }));
  else console.log(failed.length === 0 ? `All ${steps.length} steps are right.` : `${failed.length} of ${steps.length} steps failed.`); // prettier-ignore
}

function lineOf({ step, isOk, told, todo }: Step): string {
  const line = `${isOk ? 'ok    ' : 'failed'}  ${step}: ${told}`;
  return todo === undefined ? line : `${line}\n        → ${todo}`;
}
