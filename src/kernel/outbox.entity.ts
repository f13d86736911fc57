import { Entity, Index } from 'typeorm';
import { At, Code, Count, Id, JsonText, Text } from './columns.js';
import type { JsonObject } from './json.js';

/** A letter that waits to be delivered after its transaction committed. Deleted once every subscriber has it. */
@Entity('outbox')
@Index('outbox_due', ['parkedAt', 'dueAt', 'id'])
@Index('outbox_topic', ['topic', 'sequence', 'id'])
export class OutboxRow {
  @Id() id!: string;
  /** A member's id, `house`, or what an event says. */
  @Code({ length: 30 }) topic!: string;
  /** The member's sequence of its first activity: the order within the topic. */
  @Count() sequence!: number;
  @Code() type!: string;
  @JsonText() payload!: JsonObject;
  @At() createdAt!: number;
  @At() dueAt!: number;
  @Count() attempts!: number;
  /** Subscribers that already have it, so that a retry does not bother them again. */
  @JsonText() deliveredTo!: string[];
  @At({ nullable: true }) parkedAt!: number | null;
  @Text({ nullable: true }) lastError!: string | null;
}
