import type { NodeKind } from '../../kernel/graphql/node.js';
import { brandOfProgram } from './program-brand.js';

/** The host finds every brand, everybody else its own. */
const brand: NodeKind = {
  prefix: 'brd',
  type: 'Brand',
  find({ caller, session }, id) {
    return caller.isHost || caller.brandId === id ? brandOfProgram(session.house.programs.current(), id) : null;
  },
};

export const brandNodes: readonly NodeKind[] = [brand];
