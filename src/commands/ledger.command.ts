import { Command } from 'commander';
import { verifyLedger } from '../modules/points/index.js';
import { withProgram } from './house.js';
import { openProgress } from './progress.js';

/** `laurel ledger verify` */
export function ledgerCommand(foundWrong: () => void): Command {
  const command = new Command('ledger').description('The points ledger');
  command
    .command('verify')
    .description('Recompute every balance and lot from the transfers; exits with 1 when anything differs')
    .option('--json', 'end with one line of JSON')
    .action(async (options: { json?: boolean }) => {
      if (!(await verify(options))) foundWrong();
    });
  return command;
}

async function verify({ json }: { json?: boolean }): Promise<boolean> {
  const progress = openProgress('ledger verify');
  const verified = await withProgram((house) => verifyLedger(house, (done, of) => progress.update(done, of))).finally(
    () => {
      progress.stop();
    },
  );
  const { ok, accounts, transfers, lots, holds, checked, differences } = verified;
  if (json) console.log(JSON.stringify(verified));
  else {
    for (const proved of checked) console.log(`checked: ${proved}`);
    for (const each of differences) console.log(JSON.stringify(each));
    console.log(
      `${accounts} accounts, ${transfers} transfers, ${lots} lots, ${holds} holds: ${ok ? 'all agree' : `${differences.length} differences`}.`,
    );
  }
  return ok;
}
