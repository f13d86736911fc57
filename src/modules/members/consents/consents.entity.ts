import { Entity, Index } from 'typeorm';
import { At, Code, Id, Ref } from '../../../kernel/columns.js';
import type { Caller } from '../../../kernel/caller.js';

/** What a member agreed to, and what not, as it stands: one row for each brand, channel and purpose. */
@Entity('member_consents')
export class MemberConsent {
  @Ref({ key: true }) memberId!: string;
  @Ref({ key: true }) brandId!: string;
  @Code({ key: true, length: 16 }) channel!: string;
  @Code({ key: true, length: 16 }) purpose!: string;
  @Code({ length: 16 }) state!: 'granted' | 'withdrawn';
  /** Which text it agreed to. */
  @Code() textVersion!: string;
  /** Where it said so. */
  @Code() source!: string;
  /** When it said so. */
  @At() occurredAt!: number;
}

/** Every word of a member about what it agrees to, with who wrote it down. Never changed. */
@Entity('member_consent_changes')
@Index('member_consent_changes_member', ['memberId', 'occurredAt', 'id'])
export class MemberConsentChange {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Ref() brandId!: string;
  @Code({ length: 16 }) channel!: string;
  @Code({ length: 16 }) purpose!: string;
  @Code({ length: 16 }) state!: 'granted' | 'withdrawn';
  @Code() textVersion!: string;
  @Code() source!: string;
  @At() occurredAt!: number;
  @Code({ length: 16 }) byKind!: Caller['kind'];
  @Ref({ nullable: true }) byId!: string | null;
  @At() recordedAt!: number;
}
