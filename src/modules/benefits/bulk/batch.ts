import { idAbout } from '../../../kernel/id.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { Program } from '../../../kernel/program.js';
import { refuse } from '../../../kernel/refusal.js';
import { segmentsParticipant } from '../../segments/index.js';
import type { SegmentsPart } from '../../segments/index.js';
import { offeredOf } from '../compile.js';
import { checkedReason } from '../operations.js';

export const MEMBERS_MAX = 5_000;

/** A benefit for many: everybody in a segment, or members by name. */
export interface Batch {
  readonly benefit: string;
  readonly reason: string;
  readonly audience: { readonly segment: string } | { readonly members: readonly string[] };
  /** Nobody gets a second one under the same name, however often it is run. */
  readonly name: string;
}

/** Members in order of their ids, beyond the last one that is done; to the end where `until` is null. */
export interface Lane {
  readonly after: string;
  /** The last one that belongs to it. */
  readonly until: string | null;
}

/** How far a batch came: kept with the job, so that whoever takes it up needs nothing else. */
export interface Tally {
  readonly batchId: string;
  readonly benefit: string;
  readonly reason: string;
  readonly segment: string | null;
  readonly listed: readonly string[];
  /** How many there were when it was begun. */
  readonly total: number;
  /** Stretches of members that are worked on side by side. */
  readonly lanes: readonly Lane[];
  readonly members: number;
  readonly issued: number;
  readonly owed: number;
  /** Who had it of this batch before. */
  readonly had: number;
  /** Who may not have it, or is not there, or for whom nothing was left. */
  readonly declined: number;
}

/** Refuses UNKNOWN_BENEFIT, BENEFIT_NOT_LIVE, BENEFIT_STANDING, UNKNOWN_SEGMENT, REASON_MISSING, INVALID_INPUT beyond 5,000 names. */
export function requireBatch({ parts }: Pick<Program, 'parts'>, { benefit, reason, audience, name }: Batch): void {
  const offered = offeredOf({ parts }, benefit) ?? refuse('UNKNOWN_BENEFIT', { benefit }, ['input', 'benefitId']);
  const { status, isStanding } = offered;
  if (isStanding) refuse('BENEFIT_STANDING', { benefit }, ['input', 'benefitId']);
  if (status !== 'live' && status !== 'watch') refuse('BENEFIT_NOT_LIVE', { benefit, status }, ['input', 'benefitId']);
  checkedReason(reason);
  if (name.length > 255) refuse('INVALID_INPUT', { reason: 'the name of a batch has at most 255 characters' }, ['input', 'batch']); // prettier-ignore
  if ('members' in audience) {
    if (audience.members.length > MEMBERS_MAX) refuse('INVALID_INPUT', { reason: `at most ${MEMBERS_MAX} members are named; make a list of more` }, ['input', 'memberIds']); // prettier-ignore
    return;
  }
  const { audiences } = parts[segmentsParticipant.name] as SegmentsPart;
  if (!audiences.has(audience.segment)) refuse('UNKNOWN_SEGMENT', { segment: audience.segment }, ['input', 'segmentId']); // prettier-ignore
}

/** The lanes of a batch; one that an earlier release has begun has one. */
export function lanesOf(tally: Tally): readonly Lane[] {
  const { lanes, after = '' } = tally as Partial<Tally> & { readonly after?: string };
  return lanes ?? [{ after, until: null }];
}

/** What a batch is known by: the benefit, for whom by which name. */
export function batchIdOf({ benefit, name }: Pick<Batch, 'benefit' | 'name'>): string {
  return idAbout('job', 'benefit', benefit, name);
}

/** In one lane, or in two that part at a member: what is shared by nobody may be handed out side by side. */
export function begun(batch: Batch, total: number, middle: string | null = null): JsonObject {
  const { audience, benefit, reason } = batch;
  const listed = 'members' in audience ? [...new Set(audience.members)].sort() : [];
  const segment = 'segment' in audience ? audience.segment : null;
  const lanes = middle === null ? [{ after: '', until: null }] : [{ after: '', until: middle }, { after: middle, until: null }]; // prettier-ignore
  return { batchId: batchIdOf(batch), benefit, reason, segment, listed, total, lanes, members: 0, issued: 0, owed: 0, had: 0, declined: 0 }; // prettier-ignore
}

/** The grant a member has of a batch: known before it is there. */
export function grantOfBatch(batchId: string, memberId: string): string {
  return idAbout('grt', batchId, memberId);
}
