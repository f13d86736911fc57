import { Entity, Index } from 'typeorm';
import { At, Code, Count, Flag, Fraction, Id, JsonText, Ref } from '../../../kernel/columns.js';
import type { LocalisedText } from '../../../kernel/refusal.js';

/** In the words of the rule language. */
export type AttributeKind = 'string' | 'double' | 'instant' | 'bool';

/** An attribute of members that the program has besides those Laurel declares. Its type never changes. */
@Entity('attributes')
@Index('attributes_code', ['code'], { unique: true })
export class CustomAttribute {
  @Id() id!: string;
  @Code() code!: string;
  /** Whose it is: only this brand and the host read and write its values. */
  @Ref() brandId!: string;
  @Code({ length: 16 }) type!: AttributeKind;
  @JsonText() name!: LocalisedText;
  @Flag() isMemberEditable!: boolean;
  @Count() version!: number;
  @At() createdAt!: number;
}

/** What a member has of an attribute; exactly one of the values is there, the one of its type. */
@Entity('member_attributes')
export class MemberAttribute {
  @Ref({ key: true }) memberId!: string;
  @Ref({ key: true }) attributeId!: string;
  @Code({ length: 500, nullable: true }) textValue!: string | null;
  @Fraction({ nullable: true }) numberValue!: number | null;
  @At({ nullable: true }) instantValue!: number | null;
  @Flag({ nullable: true }) flagValue!: boolean | null;
  @At() updatedAt!: number;
}
