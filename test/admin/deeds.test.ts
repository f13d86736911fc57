import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertRows } from '../../src/kernel/rows.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { sqlOf } from '../support/operators.js';
import { cookieFor, openTestOffice } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let owner: string;

beforeAll(async () => {
  office = await openTestOffice();
  owner = await cookieFor(office, 'lin', await office.operator('lin', ['owner']));
});
afterAll(() => office.close());

interface Done {
  readonly secret?: string | null;
  readonly told?: string | null;
  readonly notice?: { readonly type: string; readonly message: string };
  readonly problems?: readonly { readonly message: string; readonly field: string | null }[];
}

async function send(path: string, fields: object, cookie = owner): Promise<Done> {
  const response = await fetch(`${office.server.url}/admin/api/resources/${path}`, {
    method: 'POST',
    headers: { cookie, origin: office.server.url, 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  return (await response.json()) as Done;
}

const keyIds = async () =>
  (await office.house.database.reader.rows<{ id: string }>('SELECT id FROM api_keys ORDER BY createdAt, id')).map(({ id }) => id); // prettier-ignore

describe('what is done in the back office', () => {
  it('makes, rotates and revokes API keys; a secret is shown once and works', async () => {
    const wanted = { brandId: 'brd_host', label: 'Shop', kind: 'BRAND', mode: 'LIVE', scopes: ['members:read'] };
    const made = await send('keys/actions/create', wanted);
    expect(made.secret).toMatch(/^lrl_live_/);
    const kindOf = async (token: string) => (await office.ask('{ viewer { kind } }', {}, { token })).data;
    expect(await kindOf(made.secret ?? '')).toEqual({ viewer: { kind: 'BRAND' } });
    const [keyId] = await keyIds();
    const rotated = await send(`keys/records/${keyId ?? ''}/rotate`, { overlapHours: '1' });
    expect(rotated.secret).toMatch(/^lrl_live_/);
    const [, newId] = await keyIds();
    expect((await send(`keys/records/${newId ?? ''}/revoke`, {})).notice?.type).toBe('success');
    expect(await kindOf(rotated.secret ?? '')).toBeUndefined();
    const shown = await (await fetch(`${office.server.url}/admin/api/resources/keys/actions/list`, { headers: { cookie: owner } })).text(); // prettier-ignore
    expect(shown).not.toContain('secretHash');
  });

  it('says what is refused in the language of who asks, at the field it is about', async () => {
    const refused = await send('keys/actions/create', { brandId: 'brd_host', label: '', kind: 'BRAND', mode: 'LIVE', scopes: [] }); // prettier-ignore
    expect(refused.notice?.type).toBe('error');
    expect(refused.problems?.[0]?.message).toMatch(/[\u4e00-\u9fff]/);
  });

  it('delivers a parked letter again or gives it up, and the audit log tells of both', async () => {
    const now = office.clock.now();
    const letter = { topic: 'house', sequence: 0, type: 'test.event', payload: '{"count":3}', createdAt: now, dueAt: now, attempts: 8, deliveredTo: '[]', parkedAt: now, lastError: 'away' }; // prettier-ignore
    const [first, second] = ['let_01AAAAAAAAAAAAAAAAAAAAAA00', 'let_01BBBBBBBBBBBBBBBBBBBBBB00'];
    await office.house.database.transaction(async (sql) => {
      await insertRows(sql, 'outbox', [{ id: first, ...letter }, { id: second, ...letter }]); // prettier-ignore
      return { value: null, commit: true };
    });
    expect((await send(`letters/records/${first}/retry`, {})).notice?.type).toBe('success');
    expect((await send(`letters/records/${second}/dismiss`, { reason: '已人工处理' })).notice?.type).toBe('success');
    const sql = office.house.database.reader;
    expect(await sql.rows('SELECT id, parkedAt, attempts FROM outbox WHERE type = ?', ['test.event'])).toEqual([
      { id: first, parkedAt: null, attempts: 0 },
    ]);
    expect(await sql.rows("SELECT action, reason FROM audit_rows WHERE subjectType = 'letter' ORDER BY id")).toEqual([
      { action: 'letters.retried', reason: null },
      { action: 'letters.dismissed', reason: '已人工处理' },
    ]);
  });

  it('verifies the audit log, and finds a row that somebody changed', async () => {
    office.clock.advance(120_000);
    await runDue(office.house);
    expect((await send('audit/actions/verify', {})).told).toMatch(/^日志完整：已封存 \d+ 行/);
    await sqlOf(office.house, "UPDATE audit_rows SET reason = 'nothing' WHERE action = 'letters.dismissed'");
    expect((await send('audit/actions/verify', {})).problems?.[0]?.message).toMatch(/^日志与封存不符/);
  });

  it('does nothing without the scope, by GET, or under names that are not there', async () => {
    const agent = await cookieFor(office, 'kefu', await office.operator('kefu', ['agent']));
    const before = await keyIds();
    expect((await send('keys/actions/create', { brandId: 'brd_host', label: 'x' }, agent)).notice?.type).toBe('error');
    const statusOf = async (path: string, method = 'GET') =>
      (await fetch(`${office.server.url}/admin${path}`, { method, headers: { cookie: owner, origin: office.server.url, 'content-length': '0' } })).status; // prettier-ignore
    expect(await statusOf(`/api/resources/keys/records/${before[0] ?? ''}/revoke`)).toBe(200);
    expect(await statusOf('/api/resources/secrets/actions/list')).toBe(404);
    expect(await statusOf('/api/resources/keys/actions/constructor')).toBe(404);
    expect(await statusOf('/api/resources/%E0%A4%A/actions/list')).toBe(404);
    expect(await statusOf('/api/resources/keys/actions/bulkDelete', 'POST')).not.toBe(500);
    const revoked = await office.house.database.reader.rows('SELECT id FROM api_keys WHERE id = ? AND revokedAt IS NULL', [before[0] ?? '']); // prettier-ignore
    expect(revoked).toHaveLength(1);
    expect(await keyIds()).toEqual(before);
  });
});
