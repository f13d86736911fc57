import { Entity, Index } from 'typeorm';
import { At, Code, Count, Id, JsonText, Ref, Text } from './columns.js';
import type { JsonObject } from './json.js';

/** What a person changed. Rows are only ever added; `seal` is the one column that is filled in later. */
@Entity('audit_rows')
@Index('audit_rows_time', ['at', 'id'])
@Index('audit_rows_subject', ['subjectId', 'at', 'id'])
@Index('audit_rows_operator', ['operatorId', 'at', 'id'])
@Index('audit_rows_action', ['action', 'at', 'id'])
@Index('audit_rows_seal', ['seal', 'at', 'id'])
export class AuditRow {
  @Id() id!: string;
  @At() at!: number;
  /** `operator`, or `system` for whoever works on the machine itself. */
  @Code({ length: 16 }) actor!: string;
  @Ref({ nullable: true }) operatorId!: string | null;
  @Code() action!: string;
  @Code({ length: 32, nullable: true }) subjectType!: string | null;
  @Code({ nullable: true }) subjectId!: string | null;
  /** Only the fields that changed; personal ones say that they changed and not what they were. */
  @JsonText({ nullable: true }) was!: JsonObject | null;
  @JsonText({ nullable: true }) became!: JsonObject | null;
  /** What was sent, where the operation said nothing itself. */
  @JsonText({ nullable: true }) input!: JsonObject | null;
  @Text({ nullable: true }) reason!: string | null;
  @Code({ nullable: true }) requestId!: string | null;
  /** The number of the seal that covers it; null until the sealer has come by. */
  @Count({ nullable: true }) seal!: number | null;
}

/** A batch of audit rows that cannot change unnoticed any more: each seal covers its rows and the seal before it. */
@Entity('audit_seals')
export class AuditSealRow {
  @Count({ key: true }) number!: number;
  @At() at!: number;
  @Code({ length: 43 }) previous!: string;
  /** A line for each row: its id and the hash of what it says. */
  @Text() sealed!: string;
  @Code({ length: 43 }) hash!: string;
}
