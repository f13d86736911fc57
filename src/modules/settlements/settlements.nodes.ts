import type { NodeKind } from '../../kernel/graphql/node.js';
import { statementById } from './statements.queries.js';

/** A brand finds its own statements, the host those of all. */
const statement: NodeKind = {
  prefix: 'stm',
  type: 'Statement',
  find: ({ session }, id) => statementById(session, id),
};

export const settlementNodes: readonly NodeKind[] = [statement];
