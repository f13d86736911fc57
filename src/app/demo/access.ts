import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { visitor } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { configId } from '../../kernel/id.js';
import { systemCaller } from '../../kernel/session.js';
import { read, write } from '../../kernel/unit-of-work.js';
import type { NewKey } from '../../modules/brands/index.js';
import { callerOfKey, createKey } from '../../modules/brands/index.js';
import { findMember, issueToken } from '../../modules/members/index.js';
import type { Config } from '../config.js';
import { sqliteFile } from '../config.js';
import { aurora } from './catalogue.js';

/** With what the demo is tried: keys of its host brand of each kind, and a token of one of its members. */
export interface DemoAccess {
  readonly key: string;
  /** Opens the sandbox. */
  readonly testKey: string;
  /** For web pages on `DEMO_ORIGINS`. */
  readonly publishableKey: string;
  /** Works for a quarter of an hour. */
  readonly memberToken: string;
}

/** Where front ends are usually developed. */
export const DEMO_ORIGINS = ['http://localhost:3000', 'http://localhost:5173'];

const FIRST_MEMBER = 'C0001';

/**
 * A key is shown once and cannot be read again, so those of the demo are kept in files only their owner reads, beside the
 * embedded database. Null for a database that is not the demo's.
 */
export async function demoAccess(house: House, config: Config): Promise<DemoAccess | null> {
  const brandId = configId('brd', aurora.brand);
  if (house.programs.current().hostBrandId !== brandId) return null;
  const database = sqliteFile(config.databaseUrl);
  const folder = database === null ? null : dirname(database);
  const sandbox = (await house.sandbox?.open()) ?? house;
  const full = { brandId, label: 'Demo', scopes: ['host-admin'] };
  const page: NewKey = { brandId, label: 'Demo', kind: 'publishable', scopes: [], origins: DEMO_ORIGINS };
  const key = await keptKey(house, full, folder && join(folder, 'demo-key'));
  const testKey = await keptKey(sandbox, full, folder && join(folder, 'demo-test-key'));
  const publishableKey = await keptKey(house, page, folder && join(folder, 'demo-publishable-key'));
  const memberToken = await tokenOf(house, key);
  return memberToken === null ? null : { key, testKey, publishableKey, memberToken };
}

/** The key that a file keeps if it still works, else a new one, which the file keeps from now on. */
async function keptKey(house: House, key: NewKey, file: string | null): Promise<string> {
  const kept = file !== null && existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  return kept !== null && (await works(house, kept)) ? kept : newKey(house, key, file);
}

async function works(house: House, key: string): Promise<boolean> {
  return (await callerOfKey(read(house, visitor), key)) !== null;
}

async function newKey(house: House, key: NewKey, file: string | null): Promise<string> {
  const { value } = await write(house, { caller: systemCaller(key.brandId), members: [] }, async (session) => {
    return (await createKey(session, key)).token;
  });
  if (file !== null) writeFileSync(file, `${value}\n`, { mode: 0o600 });
  return value;
}

async function tokenOf(house: House, key: string): Promise<string | null> {
  const caller = await callerOfKey(read(house, visitor), key);
  if (!caller) return null;
  const session = read(house, caller);
  const memberId = await findMember(session.sql, caller, { externalId: FIRST_MEMBER });
  return memberId === null ? null : (await issueToken(session, memberId)).token;
}
