/** Segments: named audiences, who is in them, and scores of recency, frequency and money. */
export { segmentsParticipant } from './segments.participant.js';
export type { SegmentsPart, SegmentsSlice } from './segments.participant.js';
