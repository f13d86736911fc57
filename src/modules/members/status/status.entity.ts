import { Entity, Index } from 'typeorm';
import { At, Code, Id, Ref } from '../../../kernel/columns.js';
import type { Caller } from '../../../kernel/caller.js';
import type { Member } from '../members.entity.js';

/** Every time a member was suspended or reinstated: by whom and why. Never changed. */
@Entity('member_status_changes')
@Index('member_status_changes_member', ['memberId', 'occurredAt', 'id'])
export class MemberStatusChange {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Code({ length: 16 }) fromStatus!: Member['status'];
  @Code({ length: 16 }) toStatus!: Member['status'];
  @Code({ length: 500 }) reason!: string;
  @Code({ length: 16 }) byKind!: Caller['kind'];
  @Ref({ nullable: true }) byId!: string | null;
  @At() occurredAt!: number;
}
