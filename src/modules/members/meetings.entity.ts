import { Entity } from 'typeorm';
import { At, Ref } from '../../kernel/columns.js';

/** Whom a clerk has before it: who showed it a code, or was enrolled by it, the last time. */
@Entity('member_meetings')
export class MemberMeeting {
  @Ref({ key: true }) operatorId!: string;
  @Ref({ key: true }) memberId!: string;
  @Ref() storeId!: string;
  @At() metAt!: number;
}
