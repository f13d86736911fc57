import type { Module } from '../../kernel/module.js';
import { MemberSegmentFields } from './member.fields.js';
import { OutcomeSegmentFields, SegmentFields, SegmentLayeringFields } from './segment.fields.js';
import { ruleDeclined } from './segments.errors.js';
import { segmentNodes } from './segments.nodes.js';
import { SegmentPreviewResolver } from './preview.resolver.js';
import { SegmentsResolver } from './segments.resolver.js';
import { segmentActivityTypes, segmentAttributes, segmentFunctions } from './segments.attributes.js';
import {
  MemberRfm,
  RfmMethodRow,
  Segment,
  SegmentBase,
  SegmentBitmap,
  SegmentBuild,
  SegmentDay,
  SegmentLayering,
  SegmentMember,
  SegmentSize,
  SegmentStrategy,
} from './segments.entity.js';
import { segmentsExplained } from './segments.explained.js';
import { segmentsParticipant } from './segments.participant.js';
import { segmentsNouns, segmentsRefusals } from './segments.refusals.js';
import { SEGMENTS_REBUILT, segmentsSchedule } from './segments.schedule.js';
import { segmentsSection } from './segments.section.js';
import { StrategiesResolver } from './strategies/strategies.resolver.js';

export const segmentsModule: Module = {
  name: 'segments',
  entities: [
    Segment,
    SegmentLayering,
    SegmentStrategy,
    RfmMethodRow,
    SegmentMember,
    SegmentBuild,
    SegmentSize,
    SegmentBitmap,
    SegmentBase,
    SegmentDay,
    MemberRfm,
  ],
  resolvers: [
    SegmentsResolver,
    SegmentPreviewResolver,
    StrategiesResolver,
    SegmentFields,
    SegmentLayeringFields,
    OutcomeSegmentFields,
    MemberSegmentFields,
  ],
  nodes: segmentNodes,
  explains: [segmentsExplained],
  participant: segmentsParticipant,
  schedules: [segmentsSchedule],
  events: [
    {
      type: SEGMENTS_REBUILT,
      description: 'All segments were worked out anew because a day began or somebody asked for it.',
    },
  ],
  section: segmentsSection,
  attributes: segmentAttributes,
  functions: segmentFunctions,
  activityTypes: segmentActivityTypes,
  refusals: segmentsRefusals,
  errorTypes: [ruleDeclined],
  nouns: segmentsNouns,
};
