import { Entity, Index } from 'typeorm';
import { At, Code, Count, Id, JsonText, Text } from './columns.js';
import type { Json, JsonObject } from './json.js';

/** The stored answer of a request that moved value, found again by its key for seven days. */
@Entity('idempotency_keys')
@Index('idempotency_keys_age', ['createdAt'])
export class IdempotencyRow {
  /** Hash of caller, mutation and key. */
  @Code({ length: 22, key: true }) id!: string;
  @Code({ length: 22 }) inputHash!: string;
  @JsonText() answer!: Json;
  @At() createdAt!: number;
}

/** Who may do a thing that only one process may do at a time, and until when. */
@Entity('leases')
export class LeaseRow {
  @Code({ key: true }) name!: string;
  @Code() owner!: string;
  @At() until!: number;
}

/** Long work with progress, resumable from its checkpoint. */
@Entity('jobs')
@Index('jobs_key', ['kind', 'key'], { unique: true })
export class JobRow {
  @Id() id!: string;
  @Code() kind!: string;
  /** What makes a second start the same job: a file's fingerprint. */
  @Code({ length: 190 }) key!: string;
  @Code({ length: 16 }) status!: 'running' | 'done' | 'failed';
  @Count() progress!: number;
  @JsonText() checkpoint!: JsonObject;
  @Text({ nullable: true }) error!: string | null;
  @At() createdAt!: number;
  @At() updatedAt!: number;
}

/** Every version the program ever had, by content hash. */
@Entity('program_versions')
export class ProgramVersionRow {
  @Code({ length: 22, key: true }) hash!: string;
  @JsonText() body!: JsonObject;
  @At() createdAt!: number;
}

/** The one row that says which version is current. */
@Entity('program_head')
export class ProgramHeadRow {
  @Count({ key: true }) id!: number;
  @Code({ length: 22 }) hash!: string;
  @At() appliedAt!: number;
}

/** Dense numbers (a member's position) that are handed out in the transaction that uses them. */
@Entity('counters')
export class CounterRow {
  @Code({ key: true }) name!: string;
  @Count() value!: number;
}
