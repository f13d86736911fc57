import { Entity } from 'typeorm';
import { At, Code, Count, Id, JsonText, Ref } from '../../kernel/columns.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import type { Entry, PackItem } from './ladder.js';

/** One way up: a list of tiers by rank. A program may have several. */
@Entity('tier_ladders')
export class TierLadder {
  @Id() id!: string;
  @Code({ length: 26 }) code!: string;
  @JsonText() name!: LocalisedText;
  @Count() position!: number;
  @Code({ length: 16 }) status!: 'active' | 'retired';
}

/** A step of a ladder. The one without an entry rule is where everybody starts. */
@Entity('tiers')
export class Tier {
  @Id() id!: string;
  @Code({ length: 26 }) ladder!: string;
  @Code({ length: 26 }) code!: string;
  @JsonText() name!: LocalisedText;
  @Count() rank!: number;
  @JsonText({ nullable: true }) entry!: Entry | null;
  @JsonText() upgradePack!: PackItem[];
  @Code({ length: 16 }) status!: 'active' | 'retired';
}

/** Where a member stands on a ladder; without a row it stands at the start. How it came there is in the journal (`tier.changed`). */
@Entity('tier_standings')
export class TierStanding {
  @Ref({ key: true }) memberId!: string;
  @Code({ key: true, length: 26 }) ladder!: string;
  @Code({ length: 26 }) tier!: string;
  @At() since!: number;
  /** The activity that brought it there. */
  @Ref() causeId!: string;
}
