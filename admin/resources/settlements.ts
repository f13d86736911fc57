import { Agreement, Statement } from '../../src/modules/settlements/index.js';
import { equals } from '../adapter/table.js';
import { agreementDeeds, statementDeeds } from './settlements.deeds.js';
import { withBrands } from './brands.js';
import { needData } from './mutate.js';
import type { Shelf, Telling } from './shelf.js';

const LINES = `query Lines($id: ID!) { node(id: $id) { ... on Statement {
  lines { number kind isReceivable payerId payeeId issuerId walletName points sharePercent rate agreementFrom amountMinor taxMinor } } }
  brands(status: [ACTIVE, CLOSED]) { id name } }`;
const LINES_ONLY = LINES.replace('(status: [ACTIVE, CLOSED])', '');

/** The lines of a statement, with the names of the brands on them. */
const linesTold: Telling = async (desk, id) => {
  const document = desk.may('brands:write') ? LINES : LINES_ONLY;
  const { node, brands } = needData(await desk.ask(document, { id }));
  return { ...(node as object), brands };
};

export const statementsShelf: Shelf = {
  icon: 'FileText',
  deeds: statementDeeds,
  pages: { show: 'StatementPage' },
  tell: linesTold,
  table: {
    id: 'statements',
    entity: Statement,
    scope: 'statements:read',
    columns: {
      id: 'code', month: 'text', brandId: 'code', state: 'choice', version: 'number', dueOn: 'day', receivableMinor: 'money', receivableTaxMinor: 'money', payableMinor: 'money', payableTaxMinor: 'money', balanceMinor: 'money', reason: 'text', disputedLine: 'number', note: 'text', issuedAt: 'instant', answeredAt: 'instant', settledAt: 'instant',
    }, // prettier-ignore
    added: { brand: 'text' },
    list: ['month', 'brand', 'state', 'receivableMinor', 'payableMinor', 'balanceMinor', 'dueOn'],
    order: ['month', 'id'],
    isDescending: true,
    filters: { month: equals('month'), state: equals('state', ['issued', 'accepted', 'disputed', 'settled']) },
    present: withBrands,
  },
};

export const agreementsShelf: Shelf = {
  icon: 'Briefcase',
  deeds: agreementDeeds,
  table: {
    id: 'agreements',
    entity: Agreement,
    scope: 'statements:read',
    columns: {
      id: 'code', brandId: 'code', validFrom: 'day', earnRate: 'money', redeemRate: 'money', settlementDay: 'number', taxBasisPoints: 'number', hostSharePercent: 'number', issuing: 'choice', status: 'choice', version: 'number',
    }, // prettier-ignore
    added: { brand: 'text' },
    list: ['brand', 'validFrom', 'earnRate', 'redeemRate', 'hostSharePercent', 'settlementDay', 'issuing', 'status'],
    order: ['brandId', 'validFrom', 'id'],
    filters: { status: equals('status', ['active', 'retired']) },
    present: withBrands,
  },
};
