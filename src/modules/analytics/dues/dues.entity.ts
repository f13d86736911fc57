import { Entity, Index } from 'typeorm';
import { Amount, At, Code, Count, Flag, Id, On, Ref } from '../../../kernel/columns.js';

/** A benefit that a member was promised, worked out again from the journal and from no grant. */
@Entity('issue_dues')
@Index('issue_dues_time', ['issuedAt', 'memberId'])
@Index('issue_dues_member', ['memberId', 'benefit', 'issuedAt'])
export class IssueDue {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Code({ length: 26 }) benefit!: string;
  /** From when it counts: so the grant says it as well. */
  @At() issuedAt!: number;
  /** When what it follows from was written down. */
  @At() dueAt!: number;
  @Count() usesMax!: number;
  /** Money that may be used bit by bit, in minor units. */
  @Amount({ nullable: true }) valueMinor!: number | null;
}

/** How far the journal was played again, a row a go: everything written down before `until` once it is done. */
@Entity('issue_checks')
export class IssueCheck {
  /** The first day it did not look at any more. */
  @On({ key: true }) day!: string;
  @At() since!: number;
  @At() until!: number;
  /** The last member it has looked at. */
  @Ref() after!: string;
  @Flag() isDone!: boolean;
}
