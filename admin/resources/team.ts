import { AuditRow } from '../../src/kernel/audit.entity.js';
import type { LocalisedText } from '../../src/kernel/refusal.js';
import { marks } from '../../src/kernel/rows.js';
import { Approval, listOperators, Operator, Role } from '../../src/modules/operators/index.js';
import type { Condition, Row } from '../adapter/table.js';
import { equals } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { textsIn } from '../locale/texts.js';
import { auditDeeds } from './audit.deeds.js';
import { approvalDeeds } from './approvals.deeds.js';
import { storeNames } from './brand-choices.js';
import { operatorDeeds } from './operators.deeds.js';
import type { Shelf } from './shelf.js';

export const approvalsShelf: Shelf = {
  icon: 'CheckSquare',
  deeds: approvalDeeds,
  table: {
    id: 'approvals',
    entity: Approval,
    scope: null,
    seen: ({ caller }) => ({
      text: `requestedBy = ? OR scope IN ${marks([...caller.scopes, ''])}`,
      params: [caller.operatorId, ...caller.scopes, ''],
    }),
    columns: {
      id: 'code', sentence: 'text', status: 'choice', kind: 'code', scope: 'code', reason: 'text', requestedBy: 'text', requestedAt: 'instant', expiresAt: 'instant', decidedBy: 'text', decidedAt: 'instant', note: 'text', input: 'json',
    }, // prettier-ignore
    list: ['sentence', 'status', 'requestedBy', 'requestedAt', 'reason', 'decidedBy', 'decidedAt'],
    order: ['requestedAt', 'id'],
    isDescending: true,
    filters: { status: equals('status', ['pending', 'approved', 'rejected', 'withdrawn', 'expired']) },
    present: async (rows, desk) => {
      const logins = await loginsOf(desk);
      return rows.map((row) => ({
        ...row,
        sentence: (row['sentence'] as LocalisedText)[desk.locale],
        input: JSON.stringify(row['input'], null, 2),
        asker: row['requestedBy'],
        requestedBy: logins.get(String(row['requestedBy'])) ?? row['requestedBy'],
        decidedBy: logins.get(String(row['decidedBy'])) ?? row['decidedBy'],
      }));
    },
  },
};

export const auditShelf: Shelf = {
  deeds: auditDeeds,
  icon: 'FileText',
  table: {
    id: 'audit',
    entity: AuditRow,
    scope: 'audit:read',
    columns: {
      id: 'code', at: 'instant', actor: 'said', operatorId: 'text', action: 'said', subjectType: 'said', subjectId: 'code', was: 'json', became: 'json', input: 'json', reason: 'text', requestId: 'code', seal: 'number',
    }, // prettier-ignore
    list: ['at', 'operatorId', 'action', 'subjectType', 'subjectId', 'reason', 'seal'],
    order: ['at', 'id'],
    isDescending: true,
    filters: { action: { condition: byAction }, subjectId: equals('subjectId'), operatorId: { condition: byLogin } },
    present: async (rows, desk) => {
      const logins = await loginsOf(desk);
      return rows.map((row) => ({
        ...row,
        operatorId: logins.get(String(row['operatorId'])) ?? row['operatorId'] ?? actorIn(desk, String(row['actor'])),
        was: jsonOf(row['was']),
        became: jsonOf(row['became']),
        input: jsonOf(row['input']),
      }));
    },
  },
};

export const operatorsShelf: Shelf = {
  icon: 'UserCheck',
  deeds: operatorDeeds,
  table: {
    id: 'operators',
    entity: Operator,
    scope: 'operators:read',
    columns: {
      id: 'code', login: 'text', name: 'text', locale: 'text', status: 'choice', mustChangePassword: 'yesno', storeId: 'code', version: 'number', createdAt: 'instant', lastSignInAt: 'instant',
    }, // prettier-ignore
    added: { roles: 'list', store: 'text' },
    list: ['login', 'name', 'roles', 'store', 'status', 'lastSignInAt', 'mustChangePassword'],
    order: ['login', 'id'],
    filters: { login: equals('login'), status: equals('status', ['active', 'disabled']) },
    present: withRoles,
  },
};

export const rolesShelf: Shelf = {
  icon: 'Shield',
  table: {
    id: 'roles',
    entity: Role,
    scope: 'operators:read',
    columns: {
      id: 'code',
      code: 'code',
      name: 'text',
      scopes: 'list',
      isAsShipped: 'yesno',
      position: 'number',
      updatedAt: 'instant',
    },
    list: ['name', 'code', 'scopes', 'isAsShipped'],
    order: ['position', 'id'],
    present: (rows, { locale }) => rows.map((row) => ({ ...row, name: (row['name'] as LocalisedText)[locale] })),
  },
};

/** People by id. There are few: nobody has as many operators as members. */
async function loginsOf({ sql }: Desk): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.rows<{ id: string; login: string }>('SELECT id, login FROM operators');
  return new Map(rows.map(({ id, login }) => [id, login]));
}

/** Who did it where no operator did. */
function actorIn({ locale }: Desk, actor: string): string {
  const { said } = textsIn(locale);
  return (said.actor as Readonly<Record<string, string>>)[actor] ?? actor;
}

/** By its code, or by the words it is shown with, of which several codes may have the same. */
function byAction(text: string, { locale }: Desk): Condition {
  const words = Object.entries(textsIn(locale).said.action);
  const codes = words.filter(([, said]) => said === text).map(([code]) => code);
  return { text: `action IN ${marks([text, ...codes])}`, params: [text, ...codes] };
}

async function byLogin(text: string, { sql }: Desk) {
  const [row] = await sql.rows<{ id: string }>('SELECT id FROM operators WHERE login = ? OR id = ?', [
    text.toLowerCase(),
    text,
  ]);
  return row ? { text: 'operatorId = ?', params: [row.id] } : null;
}

async function withRoles(rows: readonly Row[], desk: Desk): Promise<Row[]> {
  const listed = new Map((await listOperators(desk.sql)).map((operator) => [operator.id, operator]));
  const stores = await storeNames(desk);
  const names = await desk.sql.rows<{ code: string; name: string }>('SELECT code, name FROM roles');
  const nameOf = new Map(names.map(({ code, name }) => [code, (JSON.parse(name) as LocalisedText)[desk.locale]]));
  return rows.map((row) => ({
    ...row,
    store: stores.get(String(row['storeId'])) ?? null,
    roles: (listed.get(String(row['id']))?.roles ?? []).map((code) => nameOf.get(code) ?? code),
  }));
}

/** AdminJS takes objects apart, so that they are shown as the text they are. */
function jsonOf(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value, null, 2);
}
