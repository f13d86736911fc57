import { Entity, Index } from 'typeorm';
import { At, Code, Count, Flag, Id, JsonText, Ref, Text } from '../../kernel/columns.js';
import type { JsonObject } from '../../kernel/json.js';
import type { Locale, LocalisedText } from '../../kernel/refusal.js';

/** Somebody who works in the back office. */
@Entity('operators')
@Index('operators_login', ['login'], { unique: true })
export class Operator {
  @Id() id!: string;
  /** What one signs in with, in small letters: a mail address or a short name. */
  @Code({ length: 120 }) login!: string;
  @Code({ length: 120 }) name!: string;
  @Code({ length: 8 }) locale!: Locale;
  @Code({ length: 16 }) status!: 'active' | 'disabled';
  /** scrypt with its parameters and salt in front: `scrypt$15$8$1$<salt>$<hash>`. */
  @Code({ length: 190 }) passwordHash!: string;
  /** Somebody else knows the password: until it is changed, nothing else may be done. */
  @Flag() mustChangePassword!: boolean;
  /** The one store a clerk acts for; without one a clerk may do nothing. */
  @Ref({ nullable: true }) storeId!: string | null;
  @Count() version!: number;
  @At() createdAt!: number;
  @At() updatedAt!: number;
  @At({ nullable: true }) lastSignInAt!: number | null;
}

/** What somebody with this role may do, as scopes. */
@Entity('roles')
@Index('roles_code', ['code'], { unique: true })
export class Role {
  @Id() id!: string;
  @Code({ length: 26 }) code!: string;
  @JsonText() name!: LocalisedText;
  @JsonText() scopes!: readonly string[];
  /** Nobody has changed it: a new release may give it the scopes of what it brings. */
  @Flag() isAsShipped!: boolean;
  @Count() position!: number;
  @At() updatedAt!: number;
}

@Entity('operator_roles')
@Index('operator_roles_role', ['role'])
export class OperatorRole {
  @Ref({ key: true }) operatorId!: string;
  @Code({ length: 26, key: true }) role!: string;
}

/** A browser that is signed in. Its cookie holds a token of which only the hash is here. */
@Entity('operator_sessions')
@Index('operator_sessions_operator', ['operatorId'])
@Index('operator_sessions_age', ['expiresAt'])
export class OperatorSession {
  @Code({ length: 43, key: true }) id!: string;
  @Ref() operatorId!: string;
  @At() createdAt!: number;
  /** To the minute. */
  @At() lastSeenAt!: number;
  @At() expiresAt!: number;
  @Code({ length: 22, nullable: true }) ipHash!: string | null;
  @Code({ length: 120, nullable: true }) userAgent!: string | null;
}

/** With which an operator uses the API from a program: `lrl_op_<tokenId>_<secret>`. */
@Entity('operator_tokens')
@Index('operator_tokens_token', ['tokenId'], { unique: true })
@Index('operator_tokens_operator', ['operatorId'])
export class OperatorToken {
  @Id() id!: string;
  @Code({ length: 22 }) tokenId!: string;
  @Ref() operatorId!: string;
  @Code({ length: 120 }) label!: string;
  @Code({ length: 43 }) secretHash!: string;
  @At() createdAt!: number;
  @At() expiresAt!: number;
  @At({ nullable: true }) revokedAt!: number | null;
  @At({ nullable: true }) lastUsedAt!: number | null;
}

/** Guesses within one window, counted before a password is looked at. */
@Entity('sign_in_attempts')
@Index('sign_in_attempts_age', ['startedAt'])
export class SignInAttempt {
  /** Hash of whom or where it counts for. */
  @Code({ length: 22, key: true }) id!: string;
  @At() startedAt!: number;
  @Count() attempts!: number;
}

/** Something one operator asked for and another decides. */
@Entity('approvals')
@Index('approvals_time', ['requestedAt', 'id'])
@Index('approvals_status', ['status', 'expiresAt'])
export class Approval {
  @Id() id!: string;
  @Code() kind!: string;
  @Code({ length: 16 }) status!: 'pending' | 'approved' | 'rejected' | 'withdrawn' | 'expired';
  /** What one must be allowed to decide on it. */
  @Code() scope!: string;
  /** What will happen, as it was told when it was asked for. */
  @JsonText() sentence!: LocalisedText;
  @JsonText() input!: JsonObject;
  @Text() reason!: string;
  @Ref() requestedBy!: string;
  @At() requestedAt!: number;
  @At() expiresAt!: number;
  @Ref({ nullable: true }) decidedBy!: string | null;
  @At({ nullable: true }) decidedAt!: number | null;
  @Text({ nullable: true }) note!: string | null;
  @JsonText({ nullable: true }) result!: JsonObject | null;
}
