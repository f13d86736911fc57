import { Entity, Index } from 'typeorm';
import { At, Code, Id, On, Ref } from '../../../kernel/columns.js';

/** Something that was seen. Written in large batches and allowed to be lossy: nothing of value hangs on one row. */
@Entity('views')
@Index('views_member', ['memberId', 'occurredAt', 'id'])
@Index('views_visitor', ['brandId', 'visitorId', 'occurredAt'])
@Index('views_day', ['brandId', 'occurredOn', 'kind'])
@Index('views_subject', ['subject', 'occurredOn', 'kind'])
export class View {
  @Id() id!: string;
  @Ref() brandId!: string;
  /** Who looked, before it is known which member that is: an id the front end made up. */
  @Code({ nullable: true }) visitorId!: string | null;
  @Ref({ nullable: true }) memberId!: string | null;
  @Code({ length: 16 }) kind!: 'page' | 'element' | 'benefit' | 'campaign' | 'link';
  /** What was seen: a path, the name of an element, an id, the code of a link. As it was given, never trusted. */
  @Code({ length: 190 }) subject!: string;
  /** Where on the page, or on which page. */
  @Code({ length: 190, nullable: true }) place!: string | null;
  @Code({ nullable: true }) channel!: string | null;
  @At() occurredAt!: number;
  @On() occurredOn!: string;
}

/** Which member a visitor turned out to be. One device may be several people's. */
@Entity('visitor_members')
@Index('visitor_members_member', ['memberId'])
export class VisitorMember {
  @Ref({ key: true }) brandId!: string;
  @Code({ key: true }) visitorId!: string;
  @Ref({ key: true }) memberId!: string;
  @At() joinedAt!: number;
}
