import { Entity, Index } from 'typeorm';
import { At, Code, Count, Id, Ref } from '../../../kernel/columns.js';

/** The code last sent to an address. The address itself is not here: the id is a keyed hash of brand and address. */
@Entity('sign_in_codes')
@Index('sign_in_codes_expiry', ['expiresAt'])
export class SignInCode {
  @Code({ length: 43, key: true }) id!: string;
  @Ref() brandId!: string;
  @Code({ length: 43 }) codeHash!: string;
  @Count() tries!: number;
  @At() expiresAt!: number;
  @At({ nullable: true }) usedAt!: number | null;
  @At() createdAt!: number;
}

/** How often something was done in one window of time. The id is a hash of what, by whom and when. */
@Entity('sign_in_limits')
@Index('sign_in_limits_expiry', ['expiresAt'])
export class SignInLimit {
  @Code({ length: 22, key: true }) id!: string;
  @Count() count!: number;
  @At() expiresAt!: number;
}

/** One sign-in and all the refresh tokens that followed from it; only the last of them is good. */
@Entity('member_sessions')
@Index('member_sessions_member', ['memberId', 'expiresAt'])
@Index('member_sessions_expiry', ['expiresAt'])
export class MemberSession {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Ref() brandId!: string;
  /** The key it was opened with: sessions die with it. */
  @Ref() keyId!: string;
  @Code({ length: 16 }) provider!: 'code' | 'oidc';
  /** How many refresh tokens there have been. */
  @Count() generation!: number;
  @Code({ length: 43 }) tokenHash!: string;
  @Code({ length: 43, nullable: true }) previousHash!: string | null;
  /** Hash of the key of the refresh that made the current token. */
  @Code({ length: 43, nullable: true }) attemptHash!: string | null;
  /** From which, with a key that is not in the database, the current token follows. */
  @Code({ length: 22 }) salt!: string;
  @At() createdAt!: number;
  @At() refreshedAt!: number;
  @At() expiresAt!: number;
  @At({ nullable: true }) endedAt!: number | null;
  @Code({ length: 16, nullable: true }) endedBecause!: 'signed_out' | 'everywhere' | 'reuse' | null;
}
