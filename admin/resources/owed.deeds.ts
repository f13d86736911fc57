import { newId } from '../../src/kernel/id.js';
import { listOperators } from '../../src/modules/operators/index.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import { textsIn } from '../locale/texts.js';
import { openBenefits } from './benefit-choices.js';
import type { Deed } from './deed.js';
import { mutate } from './mutate.js';

const ERRORS = '{ errors { message path } }';
const SETTLE = `mutation SettleOwed($id: ID!, $input: ObligationSettleInput!, $key: String!) { obligationSettle(obligationId: $id, input: $input, idempotencyKey: $key) ${ERRORS} }`;
const ASSIGN = `mutation AssignOwed($id: ID!, $operator: ID, $key: String!) { obligationAssign(obligationId: $id, operatorId: $operator, idempotencyKey: $key) ${ERRORS} }`;

const scope = 'benefits:fulfil';

const WAYS = { DELIVER: 'deliverOwed', INSTEAD: 'insteadOwed', CANCEL: 'cancelOwed' } as const;

const settle: Deed = {
  name: 'settleOwed',
  scope,
  icon: 'Check',
  help: 'settleOwedHelp',
  after: 'obligations', // what is settled is not owed any more
  fields: async (desk) => [
    { name: 'how', label: 'settledHow', kind: 'one', isRequired: true, otherwise: 'DELIVER', choices: waysOf(desk) },
    { name: 'benefitId', label: 'givenInstead', kind: 'one', choices: await openBenefits(desk), only: { field: 'how', is: 'INSTEAD' } }, // prettier-ignore
    { name: 'reason', label: 'reason', kind: 'long', isRequired: true },
  ],
  run: (desk, { how, benefitId, reason }, id) => {
    const instead = textOf(how) === 'INSTEAD' ? textOf(benefitId) || null : null;
    return mutate(desk, SETTLE, { id, input: { how: textOf(how), benefitId: instead, reason: textOf(reason) }, key: newId('req') }); // prettier-ignore
  },
};

const assign: Deed = {
  name: 'assignOwed',
  scope,
  icon: 'User',
  fields: async ({ sql }) => {
    const operators = (await listOperators(sql)).filter(({ status }) => status === 'active');
    return [{ name: 'operatorId', label: 'owner', kind: 'one', choices: operators.map(({ id, name }) => ({ value: id, label: name })) }]; // prettier-ignore
  },
  run: (desk, { operatorId }, id) => mutate(desk, ASSIGN, { id, operator: textOf(operatorId) || null, key: newId('req') }), // prettier-ignore
};

export const owedDeeds: readonly Deed[] = [settle, assign];

function waysOf({ locale }: Desk) {
  const { choices } = textsIn(locale);
  return Object.entries(WAYS).map(([value, word]) => ({ value, label: choices[word] }));
}
