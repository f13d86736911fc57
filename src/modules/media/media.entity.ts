import { Entity, Index } from 'typeorm';
import { At, Code, Count, Id, JsonText, Ref } from '../../kernel/columns.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import type { Purpose } from './purposes.js';

/** A file somebody announced, and what came of it. Its bytes lie beside the database, in a folder named by the id. */
@Entity('media_files')
@Index('media_files_member', ['memberId', 'createdAt', 'id'])
@Index('media_files_remove', ['removeAt', 'id'])
export class MediaFile {
  @Id() id!: string;
  /** Whose it is; of a member's file the brand through whose front end it came. */
  @Ref() brandId!: string;
  @Ref({ nullable: true }) memberId!: string | null;
  /** Who of the back office brought it. */
  @Ref({ nullable: true }) operatorId!: string | null;
  @Code({ length: 16 }) purpose!: Purpose;
  @Code({ length: 16 }) status!: 'awaiting' | 'ready' | 'removing';
  /** As it was announced, and once it is ready as it is stored. */
  @Code() contentType!: string;
  @Count() bytes!: number;
  @Count({ nullable: true }) width!: number | null;
  @Count({ nullable: true }) height!: number | null;
  /** Of what is stored: the first half of its SHA-256, in hexadecimal. */
  @Code({ length: 32, nullable: true }) hash!: string | null;
  @JsonText({ nullable: true }) alt!: LocalisedText | null;
  @At() createdAt!: number;
  /** Until when its address takes the upload, by the real clock. */
  @At() expiresAt!: number;
  /** When it is removed with its bytes; null for one that stays. */
  @At({ nullable: true }) removeAt!: number | null;
}
