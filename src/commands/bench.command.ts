import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { CommandError } from './house.js';

/** `laurel bench`: it needs the whole repository and a MariaDB, so it runs as a process of its own. */
export function benchCommand(foundWrong: () => void): Command {
  return new Command('bench')
    .description('Measure Laurel against hand-written floors, side by side')
    .option('--only <case>', 'one case')
    .option('--seconds <number>', 'how long each round takes')
    .option('--json', 'end with JSON')
    .action(async (options: { only?: string; seconds?: string; json?: boolean }) => {
      const main = fileURLToPath(new URL('../../bench/main.js', import.meta.url));
      if (!existsSync(main)) throw new CommandError('The bench is not built: run `npm run build` in the repository.');
      const args = Object.entries(options).flatMap(([name, value]) =>
        value === true ? [`--${name}`] : [`--${name}`, String(value)],
      );
      const child = spawn(process.execPath, [main, ...args], { stdio: 'inherit' });
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) foundWrong();
    });
}
