import { Command } from 'commander';
import type { AuditVerified } from '../kernel/audit-verify.js';
import { verifyAudit } from '../kernel/audit-verify.js';
import { withHouse } from './house.js';
import { openProgress } from './progress.js';

interface Options {
  readonly head?: string;
  readonly json?: boolean;
}

/** `laurel audit verify` */
export function auditCommand(foundWrong: () => void): Command {
  const command = new Command('audit').description('What people changed in the back office');
  command
    .command('verify')
    .description('Prove that no sealed row was changed, removed or inserted; exits with 1 when one was')
    .option('--head <hash>', 'a seal that was noted before and must be there still')
    .option('--json', 'end with one line of JSON')
    .action(async (options: Options) => {
      if (!(await verify(options))) foundWrong();
    });
  return command;
}

async function verify({ head, json }: Options): Promise<boolean> {
  const progress = openProgress('audit verify');
  const step = (done: number, of: number): void => {
    progress.update(done, of);
  };
  const verified = await withHouse((house) => verifyAudit(house, { head, step })).finally(() => {
    progress.stop();
  });
  if (json) console.log(JSON.stringify(verified));
  else console.log(sentencesOf(verified));
  return verified.ok;
}

function sentencesOf({ ok, rows, seals, unsealed, head, problems }: AuditVerified): string {
  const lines = problems.map(({ what, seal, rowId }) => [what, seal === null ? '' : `seal ${seal}`, rowId ?? ''].filter(Boolean).join(', ')); // prettier-ignore
  const sum = `${rows} rows under ${seals} seals, ${unsealed} not sealed yet: ${ok ? 'nothing was touched' : `${problems.length} problems`}.`;
  return [...lines, sum, ...(head ? [`The last seal is ${head.seal}, ${head.hash}`] : [])].join('\n');
}
