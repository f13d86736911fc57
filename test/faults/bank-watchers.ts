import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import type { BankServer } from './bank-server.js';
import { BANK_EACH, MEMBERS } from './bank-program.js';

const BALANCES = 'query B { members(first: 50) { nodes { id balances { wallet { code } available pending held } } } }';
const PAUSE_MS = 30;

/** Somebody who looks at sums while others move points, and writes down every sum that is wrong. */
export interface Watcher {
  readonly wrong: string[];
  looks: number;
  watch(isOver: () => boolean): Promise<void>;
}

/** Through the API: nothing is below zero, and what is only given to and fro stays what it was. */
export class ApiWatcher implements Watcher {
  readonly wrong: string[] = [];
  looks = 0;

  constructor(
    private readonly server: BankServer,
    private readonly token: string,
  ) {}

  async watch(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const members = await this.#read();
      if (members) this.#check(members);
      await sleep(PAUSE_MS);
    }
  }

  #check(members: readonly Seen[]): void {
    this.looks += 1;
    const balances = members.flatMap((member) => member.balances);
    const below = balances.filter(({ available, pending, held }) => Math.min(available, pending, held) < 0);
    if (below.length > 0) this.wrong.push(`below zero: ${JSON.stringify(below)}`);
    const bank = balances.filter(({ wallet }) => wallet.code === 'bank');
    const sum = bank.reduce((total, { available, pending, held }) => total + available + pending + held, 0);
    if (sum !== MEMBERS * BANK_EACH) this.wrong.push(`the bank has ${sum}`);
  }

  async #read(): Promise<readonly Seen[] | null> {
    try {
      const response = await fetch(`${this.server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
        body: JSON.stringify({ query: BALANCES }),
        signal: AbortSignal.timeout(8_000),
      });
      const { data, errors } = (await response.json()) as { data?: { members: { nodes: Seen[] } | null }; errors?: unknown }; // prettier-ignore
      return errors ? null : (data?.members?.nodes ?? null);
    } catch {
      return null; // the server is away: there is nothing to see
    }
  }
}

interface Seen {
  readonly balances: readonly {
    readonly wallet: { readonly code: string };
    readonly available: number;
    readonly pending: number;
    readonly held: number;
  }[];
}

/** What the database says in one snapshot, each sum by its own way. */
const SUMS = `SELECT a.memberId, a.wallet, a.available, a.pending, a.held,
    COALESCE((SELECT SUM(CASE WHEN t.credit = t.memberId THEN t.amount ELSE -t.amount END) FROM point_transfers t WHERE t.memberId = a.memberId AND t.wallet = a.wallet AND t.debit <> t.credit), 0) AS moved,
    COALESCE((SELECT SUM(l.remaining) FROM point_lots l WHERE l.memberId = a.memberId AND l.wallet = a.wallet), 0) AS inLots
  FROM point_accounts a`;
const PROGRAM = `SELECT SUM(CASE WHEN credit <> memberId THEN amount ELSE 0 END) - SUM(CASE WHEN debit <> memberId THEN amount ELSE 0 END) AS program FROM point_transfers`;

/** Behind the server's back, in one snapshot a look: every balance is its transfers and its lots, and everything together is nothing. */
export class DatabaseWatcher implements Watcher {
  readonly wrong: string[] = [];
  looks = 0;

  constructor(private readonly databaseUrl: string) {}

  async watch(isOver: () => boolean): Promise<void> {
    const url = new URL(this.databaseUrl);
    url.pathname = '/'; // connections to the database itself are the server's, and are cut
    const connection = await createConnection({ uri: url.href, supportBigNumbers: true });
    while (!isOver()) {
      await this.#look(connection);
      await sleep(PAUSE_MS);
    }
    await connection.end();
  }

  async #look(connection: Connection): Promise<void> {
    await connection.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    const [rows] = await connection.query(inDatabase(SUMS));
    const [program] = await connection.query(inDatabase(PROGRAM));
    await connection.query('COMMIT');
    this.looks += 1;
    let total = Number((program as { program: string | null }[])[0]?.program ?? 0);
    for (const row of rows as Record<string, string | number>[]) {
      const [available, pending, held, moved, inLots] = ['available', 'pending', 'held', 'moved', 'inLots'].map((name) => Number(row[name])) as [number, number, number, number, number]; // prettier-ignore
      const balance = available + pending + held;
      total += balance;
      if (balance !== moved || balance !== inLots || Math.min(available, pending, held) < 0) this.wrong.push(JSON.stringify(row)); // prettier-ignore
    }
    if (total !== 0) this.wrong.push(`all accounts together are ${total}`);
  }
}

function inDatabase(text: string): string {
  return text.replace(/\b(point_\w+)\b/g, 'laurel.$1');
}
