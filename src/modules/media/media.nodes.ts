import type { NodeKind } from '../../kernel/graphql/node.js';
import { ownFile } from './media.queries.js';
import { mediaFileType } from './media.types.js';

const file: NodeKind = {
  prefix: 'med',
  type: 'MediaFile',
  async find({ session }, id) {
    const row = await ownFile(session, id);
    return row && mediaFileType(row);
  },
};

export const mediaNodes: readonly NodeKind[] = [file];
