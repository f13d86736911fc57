import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { visitor } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { configId } from '../../kernel/id.js';
import { systemCaller } from '../../kernel/session.js';
import { read, write } from '../../kernel/unit-of-work.js';
import { callerOfKey, createKey } from '../../modules/brands/index.js';
import { findMember, issueToken } from '../../modules/members/index.js';
import type { Config } from '../config.js';
import { sqliteFile } from '../config.js';
import { aurora } from './catalogue.js';

/** With what the demo is tried: the key of its host brand, and a token of one of its members. */
export interface DemoAccess {
  readonly key: string;
  /** Works for a quarter of an hour. */
  readonly memberToken: string;
}

const FIRST_MEMBER = 'C0001';

/**
 * A key is shown once and cannot be read again, so that of the demo is kept in a file only its owner reads, beside the
 * embedded database. Null for a database that is not the demo's.
 */
export async function demoAccess(house: House, config: Config): Promise<DemoAccess | null> {
  const brandId = configId('brd', aurora.brand);
  if (house.programs.current().hostBrandId !== brandId) return null;
  const database = sqliteFile(config.databaseUrl);
  const file = database === null ? null : join(dirname(database), 'demo-key');
  const kept = file !== null && existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  const key = (await works(house, kept)) ? (kept ?? '') : await newKey(house, brandId, file);
  const memberToken = await tokenOf(house, key);
  return memberToken === null ? null : { key, memberToken };
}

async function works(house: House, key: string | null): Promise<boolean> {
  return key !== null && (await callerOfKey(read(house, visitor), key)) !== null;
}

async function newKey(house: House, brandId: string, file: string | null): Promise<string> {
  const { value } = await write(house, { caller: systemCaller(brandId), members: [] }, async (session) => {
    return (await createKey(session, { brandId, label: 'Demo', scopes: ['host-admin'] })).token;
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
