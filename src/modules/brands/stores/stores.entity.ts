import { Entity, Index } from 'typeorm';
import { At, Code, Count, Fraction, Id, JsonText, Ref } from '../../../kernel/columns.js';
import type { LocalisedText } from '../../../kernel/refusal.js';

/** When a store is open on one day of the week, 1 for Monday; past midnight when it closes before it opens. */
export interface OpeningHours {
  readonly weekday: number;
  /** `09:30` */
  readonly opens: string;
  readonly closes: string;
}

/** A place where a brand meets members. It is of the program; closed ones stay, for what was bought there. */
@Entity('stores')
@Index('stores_code', ['brandId', 'code'], { unique: true })
export class Store {
  @Id() id!: string;
  @Ref() brandId!: string;
  /** What the brand's tills call it. */
  @Code({ length: 32 }) code!: string;
  @JsonText() name!: LocalisedText;
  @Code({ length: 16 }) status!: 'open' | 'closed';
  /** IANA zone; null for that of its brand. */
  @Code({ nullable: true }) zone!: string | null;
  @JsonText({ nullable: true }) city!: LocalisedText | null;
  @JsonText({ nullable: true }) address!: LocalisedText | null;
  @Fraction({ nullable: true }) latitude!: number | null;
  @Fraction({ nullable: true }) longitude!: number | null;
  @JsonText() hours!: readonly OpeningHours[];
  @Count() version!: number;
  @At() createdAt!: number;
}

/** A way on which members come to a brand: its web shop, its shops, a poster, a partner. For attribution. */
@Entity('channels')
@Index('channels_code', ['brandId', 'code'], { unique: true })
export class Channel {
  @Id() id!: string;
  @Ref() brandId!: string;
  @Code({ length: 32 }) code!: string;
  @Code({ length: 16 }) kind!: 'online' | 'shop' | 'poster' | 'partner';
  @JsonText() name!: LocalisedText;
  @Count() version!: number;
  @At() createdAt!: number;
}
