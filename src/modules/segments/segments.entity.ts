import { Entity, Index } from 'typeorm';
import { At, Code, Count, Flag, Id, JsonText, On, Ref, Text } from '../../kernel/columns.js';
import type { LocalisedText } from '../../kernel/refusal.js';

/** A named audience: members a rule selects, a layer of several, or a list. */
@Entity('segments')
export class Segment {
  @Id() id!: string;
  @Code({ length: 26 }) code!: string;
  @JsonText() name!: LocalisedText;
  @JsonText({ nullable: true }) description!: LocalisedText | null;
  /** The layering it is a layer of. */
  @Code({ length: 26, nullable: true }) layering!: string | null;
  /** In the rule language; null for a list, and for what is left over of a layering. */
  @Text({ nullable: true }) rule!: string | null;
  @Count() position!: number;
  @Code({ length: 16 }) status!: 'active' | 'retired';
  @Count() version!: number;
}

/** Layers in order: each member is in the first whose rule it meets, or in the one that is left over. */
@Entity('segment_layerings')
export class SegmentLayering {
  @Id() id!: string;
  @Code({ length: 26 }) code!: string;
  @JsonText() name!: LocalisedText;
  @Count() position!: number;
  @Code({ length: 16 }) status!: 'active' | 'retired';
  @Count() version!: number;
}

/** A pain of members at a stage of their way, and what is done about it. */
@Entity('segment_strategies')
export class SegmentStrategy {
  @Code({ key: true, length: 26 }) industry!: string;
  @Code({ key: true, length: 26 }) code!: string;
  @Code({ length: 16 }) stage!: 'awareness' | 'conversion' | 'repurchase' | 'recommendation';
  @JsonText() pain!: LocalisedText;
  @JsonText() strategy!: LocalisedText;
  /** What is given or asked, in words. */
  @JsonText({ nullable: true }) kind!: LocalisedText | null;
  /** Whom it is for, by the codes of segments. */
  @JsonText() segments!: readonly string[];
  @Flag() live!: boolean;
  @Count() position!: number;
  @Code({ length: 16 }) status!: 'active' | 'retired';
  @Count() version!: number;
}

/** How scores are worked out; one row. */
@Entity('rfm_methods')
export class RfmMethodRow {
  @Count({ key: true }) id!: number;
  @JsonText() method!: object;
}

/** Who is in a segment. How it came in, and how others left, is in the journal (`segment.entered`, `segment.left`). */
@Entity('segment_members')
@Index('segment_members_member', ['memberId'])
export class SegmentMember {
  @Code({ key: true, length: 26 }) segment!: string;
  @Ref({ key: true }) memberId!: string;
  @At() since!: number;
}

/** When a segment was last worked out for everybody, by which rule, and what came of it. */
@Entity('segment_builds')
export class SegmentBuild {
  @Code({ key: true, length: 26 }) segment!: string;
  /** Of the rule it was built by; another one now means that it is to be built anew. */
  @Code({ length: 64 }) ruleHash!: string;
  @On() day!: string;
  @At() builtAt!: number;
  @Count() size!: number;
}

/** Sizes by day, as the first build of that day found them. */
@Entity('segment_sizes')
export class SegmentSize {
  @Code({ key: true, length: 26 }) segment!: string;
  @On({ key: true }) day!: string;
  @Count() size!: number;
}

/** 65,536 members of a segment as bits over `members.number`, deflated: what overlaps and clashes are counted on. */
@Entity('segment_bitmaps')
export class SegmentBitmap {
  @Code({ key: true, length: 26 }) segment!: string;
  @Count({ key: true }) chunk!: number;
  @Text() bits!: string;
}

/** Figures over everybody that rules compare a member with, as of a day. */
@Entity('segment_bases')
export class SegmentBase {
  @Code({ key: true }) name!: string;
  @At() value!: number;
  /** How many members it is a figure of. */
  @Count() members!: number;
  @On() day!: string;
}

/** The last day on which everybody was looked at because a day had passed; one row. */
@Entity('segment_days')
export class SegmentDay {
  @Count({ key: true }) id!: number;
  @On() day!: string;
}

/** Recency, frequency and money of a member in five steps each, 5 the best. */
@Entity('member_rfm')
@Index('member_rfm_cell', ['r', 'f'])
export class MemberRfm {
  @Ref({ key: true }) memberId!: string;
  @Count() r!: number;
  @Count() f!: number;
  @Count() m!: number;
  @On() scoredOn!: string;
}
