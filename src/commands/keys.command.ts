import { Command } from 'commander';
import { systemCaller } from '../kernel/session.js';
import { write } from '../kernel/unit-of-work.js';
import { brandIdByCode, createKey } from '../modules/brands/index.js';
import { CommandError, withProgram } from './house.js';

interface Options {
  readonly brand?: string;
  readonly label: string;
  readonly scopes: string;
  readonly expires?: string;
  readonly rate?: string;
  readonly json?: boolean;
}

/** `laurel keys create` */
export function keysCommand(): Command {
  const command = new Command('keys').description('API keys of brands');
  command
    .command('create')
    .description('Make a key; it is shown once and cannot be read again')
    .option('--brand <code>', 'whose key it is; the host when absent')
    .requiredOption('--label <text>', 'what it is for')
    .requiredOption('--scopes <list>', 'scopes or bundles (till, storefront-backend, …), separated by commas')
    .option('--expires <date>', 'when it stops working, such as 2027-12-31')
    .option('--rate <points>', 'points of cost a second it may ask for; 20000 when absent')
    .option('--json', 'end with one line of JSON')
    .action(create);
  return command;
}

async function create(options: Options): Promise<void> {
  const expiresAt = options.expires === undefined ? null : instantOf(options.expires);
  const ratePerSecond = options.rate === undefined ? null : rateOf(options.rate);
  const scopes = options.scopes.split(',').map((scope) => scope.trim()).filter(Boolean); // prettier-ignore
  const key = await withProgram(async (house) => {
    const brandId = await brandIdByCode(house.database.reader, options.brand);
    const { value } = await write(house, { caller: systemCaller(brandId), members: [] }, async (session) => ({
      ...(await createKey(session, { brandId, label: options.label, scopes, expiresAt, ratePerSecond })),
    }));
    return value;
  });
  if (options.json) console.log(JSON.stringify(key));
  else console.log(`${key.token}\nKeep it now: it cannot be read again.`);
}

function instantOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new CommandError(`--expires must be a date such as 2027-12-31, not "${text}".`);
  return at;
}

function rateOf(text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new CommandError(`--rate must be a whole number from 1, not "${text}".`);
  return Number(text);
}
