import type { NodeKind } from '../../kernel/graphql/node.js';
import { layeringsOf, layeringType, segmentTypeById } from './segment-type.js';

const segment: NodeKind = { prefix: 'seg', type: 'Segment', find: (context, id) => segmentTypeById(context, id) };

const layering: NodeKind = {
  prefix: 'sgl',
  type: 'SegmentLayering',
  find: (context, id) => layeringsOf(context).map((each) => layeringType(context, each)).find((each) => each.id === id) ?? null,
}; // prettier-ignore

export const segmentNodes: readonly NodeKind[] = [segment, layering];
