import { Entity, Index } from 'typeorm';
import { Amount, At, Code, Count, Flag, Id, JsonText, On, Ref } from './columns.js';
import type { JsonObject } from './json.js';
import type { Decision } from './participant.js';

/** The journal: one row a fact, never changed, never deleted. A member's facts are ordered by `sequence`. */
@Entity('activities')
@Index('activities_external', ['brandId', 'externalId'], { unique: true })
@Index('activities_sequence', ['memberId', 'sequence'], { unique: true })
@Index('activities_member_time', ['memberId', 'occurredAt', 'id'])
@Index('activities_subject', ['memberId', 'subjectId'])
@Index('activities_type_day', ['type', 'occurredOn', 'memberId'])
@Index('activities_brand_time', ['brandId', 'recordedAt', 'id'])
export class ActivityRow {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Count() sequence!: number;
  @Code() type!: string;
  @Ref() brandId!: string;
  @Code({ length: 190, nullable: true }) externalId!: string | null;
  @At() occurredAt!: number;
  @On() occurredOn!: string;
  @At() recordedAt!: number;
  @Flag() isHistory!: boolean;
  /** The activity that led to this one; null for what a caller reported. */
  @Ref({ nullable: true }) causeId!: string | null;
  @Code({ length: 190, nullable: true }) subjectId!: string | null;
  @Amount({ nullable: true }) amountMinor!: number | null;
  @JsonText() payload!: JsonObject;
  /** Hash of what the brand sent, to tell a repeat from another fact under the same id. */
  @Code({ length: 22, nullable: true }) inputHash!: string | null;
  /** The version of the program it was decided under. */
  @Code({ length: 22 }) programHash!: string;
  /** Which rules acted and the first unmet clause of those that did not; blanked after 400 days. */
  @JsonText({ nullable: true }) decisions!: Decision[] | null;
  /** What came of it, as the caller was told. */
  @JsonText({ nullable: true }) outcome!: JsonObject | null;
}
