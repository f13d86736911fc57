import { newId } from '../../src/kernel/id.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { numberOf, textOf } from '../door/form.js';
import { partnerChoices } from './brands.js';
import type { Deed, DeedField } from './deed.js';
import { mutate } from './mutate.js';

const ACCEPT = `mutation Accept($id: ID!, $version: Int!) {
  statementAccept(id: $id, expectedVersion: $version) { errors { message path } } }`;
const DISPUTE = `mutation Dispute($id: ID!, $version: Int!, $reason: String!, $line: Int) {
  statementDispute(id: $id, expectedVersion: $version, reason: $reason, line: $line) { errors { message path } } }`;
const SETTLE = `mutation Settle($id: ID!, $version: Int!, $note: String!) {
  statementSettle(id: $id, expectedVersion: $version, note: $note) { errors { message path } } }`;
const AGREE = `mutation Agree($input: PartnerAgreementInput!, $version: Int, $key: String!) {
  partnerAgreementSave(input: $input, expectedVersion: $version, idempotencyKey: $key) { errors { message path } } }`;

const accept: Deed = {
  name: 'accept',
  scope: 'statements:dispute',
  icon: 'CheckCircle',
  help: 'acceptHelp',
  isFor: ({ state }) => state === 'issued' || state === 'disputed',
  run: async (desk, _fields, id) => mutate(desk, ACCEPT, { id, version: await versionOf(desk, id) }),
};

const dispute: Deed = {
  name: 'dispute',
  scope: 'statements:dispute',
  icon: 'AlertCircle',
  help: 'disputeHelp',
  isFor: ({ state }) => state === 'issued' || state === 'accepted',
  fields: () => [
    { name: 'reason', label: 'reason', kind: 'long', isRequired: true },
    { name: 'line', label: 'disputedLine', kind: 'number' },
  ],
  run: async (desk, { reason, line }, id) => {
    const said = { reason: textOf(reason), line: numberOf(line) };
    return mutate(desk, DISPUTE, { id, version: await versionOf(desk, id), ...said });
  },
};

const settle: Deed = {
  name: 'settle',
  scope: 'brands:write',
  icon: 'DollarSign',
  help: 'settleHelp',
  isFor: ({ state }) => state !== 'settled',
  fields: () => [{ name: 'note', label: 'note', kind: 'long', isRequired: true }],
  run: async (desk, { note }, id) =>
    mutate(desk, SETTLE, { id, version: await versionOf(desk, id), note: textOf(note) }),
};

export const statementDeeds: readonly Deed[] = [accept, dispute, settle];

const agree: Deed = {
  name: 'agree',
  scope: 'brands:write',
  icon: 'Plus',
  help: 'agreeHelp',
  isNew: true,
  fields: async (desk) => [
    { name: 'brandId', label: 'brand', kind: 'one', isRequired: true, choices: await partnerChoices(desk) },
    { name: 'validFrom', label: 'validFrom', kind: 'text', isRequired: true },
    ...termFields({ settlementDay: 15, taxBasisPoints: 0, hostSharePercent: 0, issuing: 'on_spend' }),
  ],
  run: (desk, fields) => {
    const whose = { brandId: textOf(fields['brandId']), validFrom: textOf(fields['validFrom']) };
    return mutate(desk, AGREE, { input: { ...whose, ...termsIn(fields) }, version: null, key: newId('req') });
  },
};

const change: Deed = {
  name: 'edit',
  scope: 'brands:write',
  icon: 'Edit',
  help: 'agreeHelp',
  isFor: ({ status }) => status === 'active',
  fields: (_desk, row) => termFields(row),
  run: async (desk, fields, id) => {
    const [row] = await desk.sql.rows<{ brandId: string; validFrom: string; version: number }>(
      'SELECT brandId, validFrom, version FROM agreements WHERE id = ?',
      [id],
    );
    const input = { brandId: row?.brandId ?? '', validFrom: row?.validFrom ?? '', ...termsIn(fields) };
    return mutate(desk, AGREE, { input, version: row?.version ?? null, key: newId('req') });
  },
};

export const agreementDeeds: readonly Deed[] = [agree, change];

const NUMBERS = ['earnRate', 'redeemRate', 'settlementDay', 'taxBasisPoints', 'hostSharePercent'] as const;

function termFields(now: Row): DeedField[] {
  const otherwise = (name: string): { otherwise?: string } => {
    const value = now[name];
    if (typeof value === 'number') return { otherwise: String(value) };
    return typeof value === 'string' ? { otherwise: value } : {};
  };
  return [
    ...NUMBERS.map((name) => ({ name, label: name, kind: 'number' as const, isRequired: true, ...otherwise(name) })),
    {
      name: 'issuing',
      label: 'issuing',
      kind: 'one',
      isRequired: true,
      ...otherwise('issuing'),
      choices: ['on_spend', 'prepaid'].map((value) => ({ value, label: '' })),
    },
  ];
}

function termsIn(fields: Readonly<Record<string, unknown>>): object {
  const numbers = NUMBERS.map((name) => [name, numberOf(fields[name])] as const);
  return { ...Object.fromEntries(numbers), issuing: textOf(fields['issuing']).toUpperCase() || null };
}

/** The version the deed is about: a form stands for the row as it is when it is sent, and its state is checked then. */
async function versionOf({ sql }: Desk, id: string): Promise<number> {
  const [row] = await sql.rows<{ version: number }>('SELECT version FROM statements WHERE id = ?', [id]);
  return row?.version ?? 0;
}
