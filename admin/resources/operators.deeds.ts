import { knownLocale } from '../../src/kernel/graphql/locale.js';
import type { Row } from '../adapter/table.js';
import {
  createOperator,
  disable,
  enable,
  listOperators,
  listRoles,
  resetPassword,
  setRoles,
  setStore,
} from '../../src/modules/operators/index.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import { LANGUAGES } from '../locale/texts.js';
import { storeChoices } from './brand-choices.js';
import type { Deed, DeedField } from './deed.js';
import { operate, refusing } from './operations.js';

const SCOPE = 'operators:write';
const REASON: DeedField = { name: 'reason', label: 'reason', kind: 'long' };

const create: Deed = {
  name: 'newOperator',
  scope: SCOPE,
  icon: 'Plus',
  isNew: true,
  fields: async (desk) => [
    { name: 'login', label: 'login', kind: 'text', isRequired: true },
    { name: 'name', label: 'name', kind: 'text', isRequired: true },
    {
      name: 'locale',
      label: 'locale',
      kind: 'one',
      isRequired: true,
      otherwise: desk.locale,
      choices: Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
    },
    await roleField(desk),
    REASON,
  ],
  run: (desk, { login, name, locale, roles, reason }) =>
    refusing(desk, async () => {
      const wanted = {
        login: textOf(login),
        name: textOf(name),
        locale: knownLocale(textOf(locale)) ?? desk.locale,
        roles: listOf(roles),
      };
      const { password } = await createOperator(desk.house, desk.caller, wanted, textOf(reason) || null);
      return { problems: [], secret: password };
    }),
};

const edit: Deed = {
  name: 'edit',
  scope: SCOPE,
  icon: 'Edit',
  fields: async (desk, { id }) => [{ ...(await roleField(desk)), otherwise: await rolesNow(desk, id) }, REASON],
  run: (desk, { roles, reason }, operatorId) =>
    operate(desk, (session) => setRoles(session, { operatorId, roles: listOf(roles), reason: textOf(reason) || null })),
};

const bindStore: Deed = {
  name: 'bindStore',
  scope: SCOPE,
  icon: 'MapPin',
  help: 'bindStoreHelp',
  fields: async (desk, { storeId }) => [
    { name: 'storeId', label: 'store', kind: 'one', choices: await storeChoices(desk, true), otherwise: typeof storeId === 'string' ? storeId : '' },
    REASON,
  ],
  run: (desk, { storeId, reason }, operatorId) =>
    refusing(desk, async () => {
      await setStore(desk.house, desk.caller, { operatorId, storeId: textOf(storeId) || null, reason: textOf(reason) || null });
      return { problems: [] };
    }),
}; // prettier-ignore

const reset: Deed = {
  name: 'resetPassword',
  scope: SCOPE,
  icon: 'Key',
  fields: () => [REASON],
  run: (desk, { reason }, operatorId) =>
    refusing(desk, async () => {
      const { password } = await resetPassword(desk.house, desk.caller, operatorId, textOf(reason) || null);
      return { problems: [], secret: password };
    }),
};

const stop: Deed = {
  name: 'disable',
  scope: SCOPE,
  icon: 'UserX',
  isGrave: true,
  isFor: ({ status }: Row) => status === 'active',
  fields: () => [REASON],
  run: (desk, { reason }, operatorId) =>
    operate(desk, (session) => disable(session, operatorId, textOf(reason) || null)),
};

const start: Deed = {
  name: 'enable',
  scope: SCOPE,
  icon: 'UserCheck',
  isFor: ({ status }: Row) => status === 'disabled',
  fields: () => [REASON],
  run: (desk, { reason }, operatorId) =>
    operate(desk, (session) => enable(session, operatorId, textOf(reason) || null)),
};

export const operatorDeeds: readonly Deed[] = [create, edit, bindStore, reset, stop, start];

async function roleField(desk: Desk): Promise<DeedField> {
  const roles = await listRoles(desk.house);
  return {
    name: 'roles',
    label: 'roles',
    kind: 'many',
    isRequired: true,
    choices: roles.map(({ code, name }) => ({ value: code, label: name[desk.locale] })),
  };
}

async function rolesNow({ sql }: Desk, operatorId: unknown): Promise<string> {
  const operator = (await listOperators(sql)).find(({ id }) => id === operatorId);
  return (operator?.roles ?? []).join(' ');
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
