import { idAbout } from '../../../kernel/id.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { Program } from '../../../kernel/program.js';
import { refuse, refuseInput } from '../../../kernel/refusal.js';
import { refuseUnknown, segmentsParticipant } from '../../segments/index.js';
import type { SegmentsPart } from '../../segments/index.js';
import { offeredOf } from '../compile.js';
import { checkedReason } from '../operations.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

export const MEMBERS_MAX = 5_000;

/** A benefit for many: everybody in a segment, or members by name. */
export interface Batch {
  readonly benefit: string;
  readonly reason: string;
  readonly audience: { readonly segment: string } | { readonly members: readonly string[] };
  /** Nobody gets a second one under the same name, however often it is run. */
  readonly name: string;
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
  /** The last member that is done. */
  readonly after: string;
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
  if (name.length > 255) refuseInput(reasons.batchNameLength(255), ['input', 'batch']); // prettier-ignore
  if ('members' in audience) {
    if (audience.members.length > MEMBERS_MAX) refuseInput(reasons.membersNamed(MEMBERS_MAX), ['input', 'memberIds']); // prettier-ignore
    return;
  }
  const { audiences } = parts[segmentsParticipant.name] as SegmentsPart;
  if (!audiences.has(audience.segment)) refuseUnknown(audience.segment, ['input', 'segmentId']); // prettier-ignore
}

/** What a batch is known by: the benefit, for whom by which name. */
export function batchIdOf({ benefit, name }: Pick<Batch, 'benefit' | 'name'>): string {
  return idAbout('job', 'benefit', benefit, name);
}

export function begun(batch: Batch, total: number): JsonObject {
  const { audience, benefit, reason } = batch;
  const listed = 'members' in audience ? [...new Set(audience.members)].sort() : [];
  const segment = 'segment' in audience ? audience.segment : null;
  return { batchId: batchIdOf(batch), benefit, reason, segment, listed, total, after: '', members: 0, issued: 0, owed: 0, had: 0, declined: 0 }; // prettier-ignore
}

/** The grant a member has of a batch: known before it is there. */
export function grantOfBatch(batchId: string, memberId: string): string {
  return idAbout('grt', batchId, memberId);
}
