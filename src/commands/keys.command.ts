import { Command, Option } from 'commander';
import type { House, HouseMode } from '../kernel/house.js';
import { systemCaller } from '../kernel/session.js';
import { write } from '../kernel/unit-of-work.js';
import type { NewKey } from '../modules/brands/index.js';
import { brandIdByCode, createKey } from '../modules/brands/index.js';
import { CommandError, withProgram } from './house.js';

interface Options {
  readonly brand?: string;
  readonly label: string;
  readonly mode: HouseMode;
  readonly scopes?: string;
  readonly publishable?: boolean;
  readonly origin?: readonly string[];
  readonly ip?: readonly string[];
  readonly rate?: string;
  readonly expires?: string;
  readonly json?: boolean;
}

/** `laurel keys create` */
export function keysCommand(): Command {
  const command = new Command('keys').description('API keys of brands');
  command
    .command('create')
    .description('Make a key; the secret of a brand’s key is shown once and cannot be read again')
    .option('--brand <code>', 'whose key it is; the host when absent')
    .requiredOption('--label <text>', 'what it is for')
    .addOption(
      new Option('--mode <mode>', 'of the real house or of its sandbox').choices(['live', 'test']).default('live'),
    ) // prettier-ignore
    .option('--scopes <list>', 'scopes or bundles (till, storefront-backend, …), separated by commas')
    .option('--publishable', 'a key for web pages, which has no secret and no scopes')
    .option('--origin <origins...>', 'with --publishable: the pages, such as https://shop.example')
    .option('--ip <networks...>', 'where it may be used from, such as 203.0.113.0/24')
    .option('--rate <points>', 'points of cost a second it may ask for; 20000 when absent')
    .option('--expires <date>', 'when it stops working, such as 2027-12-31')
    .option('--json', 'end with one line of JSON')
    .action(create);
  return command;
}

async function create(options: Options): Promise<void> {
  const asked = keyOf(options);
  const key = await withProgram(async (live) => {
    const house = options.mode === 'test' ? await sandboxOf(live) : live;
    const brandId = await brandIdByCode(house.database.reader, options.brand);
    const { value } = await write(house, { caller: systemCaller(brandId), members: [] }, async (session) => ({
      ...(await createKey(session, { ...asked, brandId })),
    }));
    return value;
  });
  if (options.json) console.log(JSON.stringify(key));
  else console.log(options.publishable ? key.token : `${key.token}\nKeep it now: it cannot be read again.`);
}

function keyOf(options: Options): Omit<NewKey, 'brandId'> {
  const { publishable = false, scopes = '', label, origin = [], ip = [], rate, expires } = options;
  if (!publishable && scopes === '')
    throw new CommandError('Say what the key may do: --scopes till, or --publishable.');
  return {
    label,
    kind: publishable ? 'publishable' : 'brand',
    scopes: scopes.split(',').map((scope) => scope.trim()).filter(Boolean), // prettier-ignore
    origins: origin,
    ipAllow: ip,
    ratePerSecond: rate === undefined ? null : rateOf(rate),
    expiresAt: expires === undefined ? null : instantOf(expires),
  };
}

/** Made by the first key that opens it. */
function sandboxOf({ sandbox }: House): Promise<House> {
  if (sandbox === null) throw new CommandError('This is the sandbox itself: name the live database with DATABASE_URL.');
  return sandbox.open();
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
