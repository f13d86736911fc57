import { Command, Option } from 'commander';
import type { House } from '../kernel/house.js';
import type { Locale } from '../kernel/refusal.js';
import { systemCaller } from '../kernel/session.js';
import { write } from '../kernel/unit-of-work.js';
import type { Credential } from '../modules/operators/index.js';
import {
  createOperator,
  createToken,
  disable,
  enable,
  listOperators,
  operatorIdByLogin,
  prepareRoles,
  resetPassword,
  setRoles,
} from '../modules/operators/index.js';
import { CommandError, withHouse } from './house.js';

interface Options {
  readonly name?: string;
  readonly roles: string;
  readonly locale: Locale;
  readonly label: string;
  readonly days: string;
  readonly json?: boolean;
}

/** `laurel operators …`: whoever may use the machine may do this without a second person. */
export function operatorsCommand(): Command {
  const command = new Command('operators').description('People of the back office');
  const json = ['--json', 'end with one line of JSON'] as const;
  command
    .command('create <login>')
    .description('Make an account; its password is shown once and has to be changed at the first sign-in')
    .requiredOption('--roles <list>', 'roles, separated by commas')
    .option('--name <text>', 'what to call the person; the login when absent')
    .addOption(new Option('--locale <locale>', 'the language').choices(['zh-CN', 'zh-TW', 'en']).default('zh-CN'))
    .option(...json)
    .action(create);
  command
    .command('reset <login>')
    .description('Give somebody a new password, shown once; all sessions end')
    .option(...json)
    .action((login: string, options: Options) =>
      withOperator(login, async (house, id) => {
        show(await resetPassword(house, systemCaller(''), id), options);
      }),
    );
  command
    .command('roles <login>')
    .description('Give somebody exactly these roles')
    .requiredOption('--roles <list>', 'roles, separated by commas')
    .action((login: string, { roles }: Options) =>
      change(login, async (session, operatorId) => {
        await setRoles(session, { operatorId, roles: listOf(roles) });
      }),
    );
  command
    .command('disable <login>')
    .description('Somebody who may not come any more: signed out everywhere, tokens without effect')
    .action((login: string) => change(login, (session, id) => disable(session, id)));
  command
    .command('enable <login>')
    .description('Let somebody come again')
    .action((login: string) => change(login, (session, id) => enable(session, id)));
  command
    .command('token <login>')
    .description('Make a token with which the person uses the API from a program; shown once')
    .requiredOption('--label <text>', 'what it is for')
    .option('--days <number>', 'how long it works, 1 to 90', '30')
    .option(...json)
    .action((login: string, options: Options) => token(login, options));
  command
    .command('list')
    .description('Who works here, with which roles')
    .option(...json)
    .action(list);
  return command;
}

async function create(login: string, options: Options): Promise<void> {
  const { name = login, roles, locale } = options;
  const made = await withRoles((house) =>
    createOperator(house, systemCaller(''), { login, name, locale, roles: listOf(roles) }),
  );
  show(made, options);
}

async function token(login: string, { label, days, json }: Options): Promise<void> {
  if (!/^\d{1,2}$/.test(days)) throw new CommandError(`--days must be a number from 1 to 90, not "${days}".`);
  await withOperator(login, async (house, operatorId) => {
    const { value } = await write(house, { caller: systemCaller(''), members: [] }, async (session) => ({
      ...(await createToken(session, { operatorId, label, days: Number(days) })),
    }));
    console.log(json ? JSON.stringify(value) : `${value.token}\nKeep it now: it cannot be read again.`);
  });
}

async function list({ json }: Options): Promise<void> {
  const operators = await withRoles((house) => listOperators(house.database.reader));
  const shown = operators.map(({ id, login, name, locale, status, roles }) => ({ id, login, name, locale, status, roles })); // prettier-ignore
  if (json) console.log(JSON.stringify(shown));
  else for (const { login, status, roles } of shown) console.log([login, status, roles.join(',')].join('\t'));
}

function change(
  login: string,
  work: (session: Parameters<typeof disable>[0], id: string) => Promise<void>,
): Promise<void> {
  return withOperator(login, async (house, id) => {
    await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
      await work(session, id);
      return undefined;
    });
    console.log('Done.');
  });
}

function withOperator(login: string, work: (house: House, operatorId: string) => Promise<void>): Promise<void> {
  return withRoles(async (house) => work(house, await operatorIdByLogin(house.database.reader, login)));
}

function withRoles<T>(work: (house: House) => Promise<T>): Promise<T> {
  return withHouse(async (house) => {
    await prepareRoles(house);
    return work(house);
  });
}

function show({ operatorId, login, password }: Omit<Credential, 'approvalIds'>, { json }: Options): void {
  if (json) console.log(JSON.stringify({ operatorId, login, password }));
  else console.log(`${login}\n${password}\nKeep it now: it cannot be read again, and has to be changed at the first sign-in.`); // prettier-ignore
}

function listOf(text: string): string[] {
  return text.split(',').map((item) => item.trim()).filter(Boolean); // prettier-ignore
}
