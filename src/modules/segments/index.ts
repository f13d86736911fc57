/** Segments: named audiences, who is in them, and scores of recency, frequency and money. */
export { Segment, SegmentLayering } from './segments.entity.js';
export { belonging, requireSegments, segmentsOf, segmentsParticipant } from './segments.participant.js';
export type { SegmentsPart, SegmentsSlice } from './segments.participant.js';
export { refuseUnknown } from './audience.js';
export { requireRule } from './checked-rule.js';
export { rebuildSegments } from './segments.schedule.js';
export { buildSegments } from './build.js';
export type { Built } from './build.js';
export { scoresAsOf, segmentCounts } from './rfm/score-members.js';
export { CUTS } from './rfm/cuts.js';
export { rfmMethod } from './rfm/method.js';
export type { Scored } from './rfm/score-members.js';
export { RFM_SEGMENTS, rfmSegmentOf } from './rfm/names.js';
export { LINES_MAX, linesOf, uploadMembers } from './upload.js';
export type { Problem, Uploaded } from './upload.js';
export { membersAfter, sizeOf } from './membership.js';
export { isBaseEmpty } from './bases.js';
