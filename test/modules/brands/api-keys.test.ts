import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { read, write } from '../../../src/kernel/unit-of-work.js';
import { callerOfKey, createKey } from '../../../src/modules/brands/index.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

describe('API keys', () => {
  let test: TestHouse;
  beforeEach(async () => void (test = await openTestHouse()));
  afterEach(() => test.close());

  async function make(
    scopes: readonly string[],
    expiresAt: number | null = null,
    brandId = 'brd_partner',
  ): Promise<string> {
    const { value } = await write(test.house, { caller: test.caller, members: [] }, async (session) => ({
      ...(await createKey(session, { brandId, label: 'test', scopes, expiresAt })),
    }));
    return value.token;
  }

  const whose = (token: string) => callerOfKey(read(test.house, test.caller), token);

  it('prove the brand they were made for, with the scopes they were given and no others', async () => {
    const caller = await whose(await make(['points:read', 'till']));
    expect(caller).toMatchObject({ kind: 'brand', brandId: 'brd_partner', isHost: false });
    expect(caller?.scopes.has('points:spend')).toBe(true);
    expect(caller?.scopes.has('points:earn')).toBe(false);
  });

  it('cannot be read back: only a keyed hash of the secret is stored', async () => {
    const token = await make(['points:read']);
    const rows = JSON.stringify(await test.house.database.reader.rows('SELECT * FROM api_keys'));
    expect(rows).not.toContain(token.slice(-43));
  });

  it('prove nothing when altered, expired or revoked, or when their brand is closed', async () => {
    const token = await make(['points:read'], test.clock.now() + 1_000);
    const altered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect(await whose(altered)).toBeNull();
    expect(await whose('lrl_live_nonsense')).toBeNull();
    expect(await whose(token)).not.toBeNull();
    test.clock.advance(1_000);
    expect(await whose(token)).toBeNull();
    const other = await make(['points:read']);
    const set = (text: string) =>
      test.house.database.transaction(async (sql) => ({ value: await sql.run(text), commit: true }));
    await set("UPDATE brands SET status = 'closed' WHERE id = 'brd_partner'");
    expect(await whose(other)).toBeNull();
    await set("UPDATE brands SET status = 'active'");
    await set('UPDATE api_keys SET revokedAt = 1');
    expect(await whose(other)).toBeNull();
  });

  it('are not made to do nothing, or never', async () => {
    await expect(make([])).rejects.toMatchObject({ code: 'INVALID_INPUT', path: ['scopes'] });
    await expect(make(['points:read'], 1)).rejects.toMatchObject({ code: 'INVALID_INPUT', path: ['expiresAt'] });
  });

  it('are not made with a scope nobody knows or for a brand that is not there', async () => {
    for (const scope of ['points:*', 'constructor', '__proto__']) {
      await expect(make([scope])).rejects.toMatchObject({ code: 'UNKNOWN_SCOPE' });
    }
    await expect(make(['points:read'], null, 'brd_nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
