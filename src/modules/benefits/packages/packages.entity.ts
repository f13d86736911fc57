import { Entity, Index } from 'typeorm';
import { At, Code, Count, Id, JsonText, Ref } from '../../../kernel/columns.js';
import type { GrantSource } from '../grants.js';
import type { PackageIssueStatus } from './held.js';
import type { PackageKind, PackageStatus, PackageTerms } from './package-terms.js';

/** Several benefits under one name: all of them at once, or some of them every cycle. */
@Entity('benefit_packages')
export class BenefitPackage {
  @Id() id!: string;
  @Code({ length: 26 }) code!: string;
  @Code({ length: 16 }) kind!: PackageKind;
  @Code({ nullable: true, length: 26 }) brand!: string | null;
  @JsonText() terms!: PackageTerms;
  @Code({ length: 16 }) status!: PackageStatus;
  @Count() version!: number;
  @Count() position!: number;
  @At() createdAt!: number;
}

/** A package that a member was given. Of a card, the cycle that is under way: what is due of it is found by `dueAt`. */
@Entity('package_issues')
@Index('package_issues_member_time', ['memberId', 'issuedAt', 'id'])
@Index('package_issues_package_time', ['package', 'issuedAt', 'id'])
@Index('package_issues_due', ['dueAt', 'memberId'])
@Index('package_issues_notice', ['noticeAt', 'memberId'])
export class PackageIssue {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Code({ length: 26 }) package!: string;
  @Code({ length: 16 }) kind!: PackageKind;
  /** The brand on whose act it was given. */
  @Ref() brandId!: string;
  @Ref() causeId!: string;
  @Code({ length: 16 }) source!: GrantSource;
  @Code({ length: 120 }) reason!: string;
  @Code({ length: 16 }) status!: PackageIssueStatus;
  @At() issuedAt!: number;
  @At() recordedAt!: number;
  @At({ nullable: true }) until!: number | null;
  @Count() cycle!: number;
  @At({ nullable: true }) cycleFrom!: number | null;
  @At({ nullable: true }) cycleUntil!: number | null;
  @At({ nullable: true }) dueAt!: number | null;
  @At({ nullable: true }) noticeAt!: number | null;
  @At({ nullable: true }) endedAt!: number | null;
}
