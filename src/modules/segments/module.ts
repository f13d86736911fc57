import type { Module } from '../../kernel/module.js';
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
} from './segments.entity.js';
import { segmentsParticipant } from './segments.participant.js';
import { segmentsNouns, segmentsRefusals } from './segments.refusals.js';
import { segmentsSection } from './segments.section.js';

export const segmentsModule: Module = {
  name: 'segments',
  entities: [
    Segment,
    SegmentLayering,
    RfmMethodRow,
    SegmentMember,
    SegmentBuild,
    SegmentSize,
    SegmentBitmap,
    SegmentBase,
    SegmentDay,
    MemberRfm,
  ],
  participant: segmentsParticipant,
  section: segmentsSection,
  attributes: segmentAttributes,
  functions: segmentFunctions,
  activityTypes: segmentActivityTypes,
  refusals: segmentsRefusals,
  nouns: segmentsNouns,
};
