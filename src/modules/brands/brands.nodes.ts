import type { NodeKind } from '../../kernel/graphql/node.js';
import { load } from '../../kernel/graphql/loaders.js';
import { brandOfProgram } from './program-brand.js';
import { channelTypes, storeTypes } from './stores/place-lists.js';

/** The host finds every brand, everybody else its own. */
const brand: NodeKind = {
  prefix: 'brd',
  type: 'Brand',
  find({ caller, session }, id) {
    return caller.isHost || caller.brandId === id ? brandOfProgram(session.house.programs.current(), id) : null;
  },
};

const store: NodeKind = { prefix: 'sto', type: 'Store', find: (context, id) => load(context, storeTypes, id) };

const channel: NodeKind = { prefix: 'chn', type: 'Channel', find: (context, id) => load(context, channelTypes, id) };

export const brandNodes: readonly NodeKind[] = [brand, store, channel];
