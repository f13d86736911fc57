import { Entity, Index } from 'typeorm';
import { At, Code, Count, Id, JsonText, Text } from '../../kernel/columns.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import type { EarnEffect, GrantEffect } from './rules.js';

/** A set of rules with a purpose. The base program is the one that always runs. */
@Entity('campaigns')
export class Campaign {
  @Id() id!: string;
  @Code({ length: 26 }) code!: string;
  @JsonText() name!: LocalisedText;
  @Count() position!: number;
  @Code({ length: 16 }) status!: 'active' | 'retired';
}

/** On which activity, if what, then what. */
@Entity('campaign_rules')
@Index('campaign_rules_campaign', ['campaign'])
export class CampaignRule {
  @Id() id!: string;
  @Code({ length: 26 }) code!: string;
  @Code({ length: 26 }) campaign!: string;
  @JsonText() name!: LocalisedText;
  /** The type of activity it listens to. */
  @Code() on!: string;
  /** A condition in the rule language; null for always. */
  @Text({ nullable: true }) when!: string | null;
  /** A right is earned and never withheld; an incentive may be left out of history, hold-outs and budgets. */
  @Code({ length: 16 }) kind!: 'right' | 'incentive';
  @JsonText() effects!: EarnEffect[];
  @JsonText({ nullable: true }) grants!: GrantEffect[] | null;
  @At({ nullable: true }) validFrom!: number | null;
  @At({ nullable: true }) validUntil!: number | null;
  @Count() position!: number;
  @Code({ length: 16 }) status!: 'active' | 'retired';
}
