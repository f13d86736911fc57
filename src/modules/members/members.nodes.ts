import { load } from '../../kernel/graphql/loaders.js';
import type { NodeKind } from '../../kernel/graphql/node.js';
import { attributeById } from './attributes/attribute-list.js';
import { memberRows } from './member-list.js';

const member: NodeKind = {
  prefix: 'mem',
  type: 'Member',
  find: async (context, id) => (await load(context, memberRows, id)) ?? null,
};

const attribute: NodeKind = { prefix: 'atr', type: 'Attribute', find: attributeById };

export const memberNodes: readonly NodeKind[] = [member, attribute];
