import { BUNDLES, SCOPES } from '../../src/modules/brands/index.js';
import type { Desk } from '../desk.js';
import type { Deed, Done } from './deed.js';
import { textOf } from '../door/form.js';
import { mutate } from './mutate.js';

interface Made {
  readonly token?: string | null;
}

const create: Deed = {
  name: 'create',
  scope: 'keys:write',
  icon: 'Plus',
  isNew: true,
  fields: async (desk) => [
    { name: 'brandId', label: 'brand', kind: 'one', isRequired: true, choices: await brandChoices(desk) },
    { name: 'label', label: 'label', kind: 'text', isRequired: true },
    { name: 'scopes', label: 'scopes', kind: 'many', choices: scopeChoices(), isRequired: true },
    { name: 'expiresAt', label: 'expiresAt', kind: 'instant' },
  ],
  run: async (desk, { brandId, label, scopes, expiresAt }) => {
    const input = { label, scopes, ...(expiresAt ? { expiresAt: new Date(textOf(expiresAt)).toISOString() } : {}) };
    return secretOf(await mutate(desk, CREATE, { brandId, input }));
  },
};

const rotate: Deed = {
  name: 'rotate',
  scope: 'keys:write',
  icon: 'RefreshCw',
  help: 'rotateHelp',
  isFor: isGood,
  fields: () => [{ name: 'overlapHours', label: 'overlapHours', kind: 'number', isRequired: true, otherwise: '24' }],
  run: async (desk, { overlapHours }, keyId) =>
    secretOf(await mutate(desk, ROTATE, { keyId, overlapHours: Number(overlapHours) })),
};

const revoke: Deed = {
  name: 'revoke',
  scope: 'keys:write',
  icon: 'XCircle',
  help: 'revokeHelp',
  isGrave: true,
  isFor: isGood,
  fields: () => [{ name: 'reason', label: 'reason', kind: 'long', isRequired: true }],
  run: (desk, { reason }, keyId) => mutate(desk, REVOKE, { keyId, reason }),
};

export const keyDeeds: readonly Deed[] = [create, rotate, revoke];

const CREATE =
  'mutation C($brandId: ID!, $input: ApiKeyInput!) { apiKeyCreate(brandId: $brandId, input: $input) { token errors { message path } } }';
const ROTATE =
  'mutation R($keyId: ID!, $overlapHours: Int!) { apiKeyRotate(apiKeyId: $keyId, overlapHours: $overlapHours) { token errors { message path } } }';
const REVOKE =
  'mutation V($keyId: ID!, $reason: String!) { apiKeyRevoke(apiKeyId: $keyId, reason: $reason) { errors { message path } } }';

function isGood({ revokedAt }: Readonly<Record<string, unknown>>): boolean {
  return revokedAt === null;
}

function secretOf({ problems, payload }: Done & { payload: object | null }): Done {
  return { problems, secret: (payload as Made | null)?.token ?? null };
}

async function brandChoices({ sql }: Desk) {
  const rows = await sql.rows<{ id: string; name: string }>(
    "SELECT id, name FROM brands WHERE status = 'active' ORDER BY code",
  );
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}

function scopeChoices() {
  return [...Object.keys(BUNDLES), ...Object.keys(SCOPES)].map((scope) => ({ value: scope, label: scope }));
}
