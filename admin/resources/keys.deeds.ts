import { newId } from '../../src/kernel/id.js';
import { BUNDLES, SCOPES } from '../../src/modules/brands/index.js';
import { textOf } from '../door/form.js';
import { brandChoices, storeChoices } from './brand-choices.js';
import type { Deed, Done } from './deed.js';
import { mutate } from './mutate.js';

interface Made {
  readonly token?: string | null;
}

const create: Deed = {
  name: 'create',
  scope: 'keys:write',
  icon: 'Plus',
  help: 'keyHelp',
  isNew: true,
  fields: async (desk) => [
    { name: 'brandId', label: 'brand', kind: 'one', isRequired: true, choices: await brandChoices(desk) },
    { name: 'storeId', label: 'store', kind: 'one', choices: await storeChoices(desk) },
    { name: 'label', label: 'label', kind: 'text', isRequired: true },
    {
      name: 'kind',
      label: 'kind',
      kind: 'one',
      isRequired: true,
      otherwise: 'BRAND',
      choices: named('BRAND', 'PUBLISHABLE'),
    },
    { name: 'mode', label: 'mode', kind: 'one', isRequired: true, otherwise: 'LIVE', choices: named('LIVE', 'TEST') },
    {
      name: 'scopes',
      label: 'scopes',
      kind: 'many',
      choices: [...Object.keys(BUNDLES), ...Object.keys(SCOPES)].map((value) => ({ value, label: value })),
    },
    { name: 'origins', label: 'origins', kind: 'long' },
    { name: 'expiresAt', label: 'expiresAt', kind: 'instant' },
  ],
  run: async (desk, { brandId, storeId, label, kind, mode, scopes, origins, expiresAt }) => {
    const until = textOf(expiresAt);
    const input = {
      brandId,
      storeId: textOf(storeId) || null,
      label,
      kind,
      mode,
      scopes,
      origins: textOf(origins).split(/\s+/).filter(Boolean),
      ...(until ? { expiresAt: new Date(until).toISOString() } : {}),
    };
    return secretOf(await mutate(desk, CREATE, { input, key: newId('req') }));
  },
};

const rotate: Deed = {
  name: 'rotate',
  scope: 'keys:write',
  icon: 'RefreshCw',
  help: 'rotateHelp',
  isFor: isGood,
  fields: () => [{ name: 'overlapHours', label: 'overlapHours', kind: 'number', isRequired: true, otherwise: '24' }],
  run: async (desk, { overlapHours }, id) => {
    const hours = Number(textOf(overlapHours) || 24);
    return secretOf(await mutate(desk, ROTATE, { id, overlapHours: hours, key: newId('req') }));
  },
};

const revoke: Deed = {
  name: 'revoke',
  scope: 'keys:write',
  icon: 'XCircle',
  help: 'revokeHelp',
  isGrave: true,
  isFor: isGood,
  run: (desk, _fields, id) => mutate(desk, REVOKE, { id }),
};

export const keyDeeds: readonly Deed[] = [create, rotate, revoke];

const CREATE = `mutation Create($input: ApiKeyCreateInput!, $key: String!) {
  apiKeyCreate(input: $input, idempotencyKey: $key) { token errors { message path } } }`;
const ROTATE = `mutation Rotate($id: ID!, $overlapHours: Int!, $key: String!) {
  apiKeyRotate(id: $id, overlapHours: $overlapHours, idempotencyKey: $key) { token errors { message path } } }`;
const REVOKE = `mutation Revoke($id: ID!) { apiKeyRevoke(id: $id) { errors { message path } } }`;

function isGood({ revokedAt }: Readonly<Record<string, unknown>>): boolean {
  return revokedAt === null;
}

function secretOf({ problems, payload }: Done & { payload: object | null }): Done {
  return { problems, secret: (payload as Made | null)?.token ?? null };
}

/** To be named in the language of the page. */
function named(...values: readonly string[]) {
  return values.map((value) => ({ value, label: '' }));
}
