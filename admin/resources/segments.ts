import { Segment, SegmentLayering } from '../../src/modules/segments/index.js';
import type { LocalisedText } from '../../src/kernel/refusal.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { layeringDeeds, segmentDeeds } from './segments.deeds.js';
import { allSegments, checkRules, oneLayering, oneSegment, overlap, rfm } from './segments.told.js';
import type { Shelf } from './shelf.js';
import { strategyDeeds } from './strategies.deeds.js';
import { strategies } from './strategies.told.js';

const named = (row: Row, { locale }: Desk): Row => ({ ...row, name: (row['name'] as LocalisedText)[locale] });

export const segmentsShelf: Shelf = {
  icon: 'Filter',
  deeds: [...segmentDeeds, ...strategyDeeds],
  pages: { list: 'SegmentList', show: 'SegmentPage' },
  tellAll: allSegments,
  tell: oneSegment,
  asks: { page: oneSegment },
  asksAll: { check: checkRules },
  views: [
    { name: 'overlap', icon: 'Layers', component: 'SegmentOverlap', tell: overlap },
    { name: 'rfm', icon: 'Grid', component: 'RfmMatrix', tell: rfm },
    { name: 'strategies', icon: 'Map', component: 'StrategyMap', tell: strategies },
  ],
  table: {
    id: 'segments',
    entity: Segment,
    scope: 'segments:read',
    columns: { id: 'code', name: 'text', code: 'code', rule: 'rule', layering: 'code', position: 'number', status: 'choice' }, // prettier-ignore
    added: { kind: 'choice' },
    order: ['position', 'id'],
    where: "status = 'active'",
    present: (rows, desk) => rows.map((row) => ({ ...named(row, desk), kind: kindOf(row) })),
  },
};

/** Layers are worked out together; the page of their layering is reached from the list of segments. */
export const layeringsShelf: Shelf = {
  icon: 'Layers',
  isUnlisted: true,
  deeds: layeringDeeds,
  pages: { show: 'LayeringPage' },
  tell: oneLayering,
  asksAll: { check: checkRules },
  table: {
    id: 'layerings',
    entity: SegmentLayering,
    scope: 'segments:read',
    columns: { id: 'code', name: 'text', code: 'code', position: 'number', status: 'choice' },
    order: ['position', 'id'],
    where: "status = 'active'",
    present: (rows, desk) => rows.map((row) => named(row, desk)),
  },
};

function kindOf({ layering, rule }: Row): string {
  if (layering) return 'layer';
  return rule === null ? 'list' : 'rule';
}
