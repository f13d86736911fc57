import { Entity, Index } from 'typeorm';
import { Amount, At, Code, Count, Flag, Id, Ref } from '../../../kernel/columns.js';
import type { Caller } from '../../../kernel/caller.js';

/** Every time a member was linked to a brand or unlinked from it. Never changed; `member_links` says what holds now. */
@Entity('member_link_changes')
@Index('member_link_changes_member', ['memberId', 'occurredAt', 'id'])
export class MemberLinkChange {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Ref() brandId!: string;
  @Flag() isLinked!: boolean;
  @Code({ length: 16 }) byKind!: Caller['kind'];
  @Ref({ nullable: true }) byId!: string | null;
  @At() occurredAt!: number;
}

/** The last code of a member that a brand used: each code works once for each brand. */
@Entity('member_code_uses')
export class MemberCodeUse {
  @Ref({ key: true }) memberId!: string;
  @Ref({ key: true }) brandId!: string;
  /** The minute the code was made for. */
  @Amount() step!: number;
  @At() usedAt!: number;
}

/** Wrong codes a caller sent within one minute. */
@Entity('member_code_tries')
export class MemberCodeTries {
  @Code({ key: true }) caller!: string;
  @At({ key: true }) windowAt!: number;
  @Count() tries!: number;
}
