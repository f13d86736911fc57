import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { ask } from './ask.js';
import { MEMBERS, START_POINTS } from './program.js';
import type { Servers } from './servers.js';
import { wrongInLedger } from './sums.js';

const BALANCES = `{ members(first: 20) { nodes { id balances { wallet { code } available pending held owed } } } }`;
const BETWEEN_MS = 60;

interface Balance {
  readonly wallet: { readonly code: string };
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly owed: number;
}

interface Members {
  readonly members: { readonly nodes: readonly { readonly id: string; readonly balances: readonly Balance[] }[] };
}

/** What somebody who only looks has seen. */
export interface Seen {
  reads: number;
  unanswered: number;
  readonly wrong: string[];
}

/** Asks the API for all balances at once, again and again: the vault is whole every time, and nothing is below zero. */
export async function watchApi(servers: Servers, token: string, isOver: () => boolean): Promise<Seen> {
  const seen: Seen = { reads: 0, unanswered: 0, wrong: [] };
  while (!isOver()) {
    const body = await ask<Members>(servers.nextUrl(), token, BALANCES).catch(() => null);
    if (body?.data && !body.errors) {
      seen.reads += 1;
      seen.wrong.push(...wrongInBalances(body.data));
    } else {
      seen.unanswered += 1;
      const code = body?.errors?.[0]?.extensions.code ?? 'UPSTREAM_DOWN';
      if (code !== 'UPSTREAM_DOWN') seen.wrong.push(`The API answered ${code}`);
    }
    await sleep(BETWEEN_MS);
  }
  return seen;
}

/** Recomputes every sum in the database itself, each time in one snapshot. */
export async function watchDatabase(database: Connection, isOver: () => boolean): Promise<Seen> {
  const seen: Seen = { reads: 0, unanswered: 0, wrong: [] };
  while (!isOver()) {
    seen.wrong.push(...(await wrongInLedger(database)));
    seen.reads += 1;
    await sleep(BETWEEN_MS);
  }
  return seen;
}

function wrongInBalances({ members }: Members): string[] {
  const wrong: string[] = [];
  if (members.nodes.length !== MEMBERS) wrong.push(`${members.nodes.length} members`);
  let vault = 0;
  for (const { id, balances } of members.nodes) {
    for (const { wallet, available, pending, held, owed } of balances) {
      const isBelow = [available, pending, held, owed].some((points) => points < 0);
      if (isBelow) wrong.push(`${id} ${wallet.code}: ${available} available, ${pending} pending, ${held} held`);
      if (wallet.code === 'vault') vault += available + pending + held;
    }
  }
  if (vault !== MEMBERS * START_POINTS) wrong.push(`${vault} in the vault`);
  return wrong;
}
