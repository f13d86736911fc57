import { Entity, Index } from 'typeorm';
import { Amount, At, Code, Count, Id, On, Ref, Text } from '../../kernel/columns.js';

/** What the host and a partner have agreed on, from a day on until the next version. */
@Entity('agreements')
@Index('agreements_from', ['brandId', 'validFrom'], { unique: true })
export class Agreement {
  @Id() id!: string;
  /** The partner. */
  @Ref() brandId!: string;
  @On() validFrom!: string;
  /** Minor units the partner pays for 1,000 of its points. */
  @Amount() earnRate!: number;
  /** Minor units the partner is paid for 1,000 points spent with it. */
  @Amount() redeemRate!: number;
  /** The day of the next month on which a statement is to be settled. */
  @Count() settlementDay!: number;
  @Count() taxBasisPoints!: number;
  /** What the host bears of what the partner's points cost. */
  @Count() hostSharePercent!: number;
  @Code({ length: 16 }) issuing!: 'on_spend' | 'prepaid';
  /** Retired when the program no longer names it; what a closed month was counted by never is. */
  @Code({ length: 16 }) status!: 'active' | 'retired';
  @Count() version!: number;
}

/** One row that whoever closes a month and whoever changes agreements take in turns. */
@Entity('statement_turn')
export class StatementTurn {
  @Count({ key: true }) id!: number;
  @At() takenAt!: number;
}

/** A month that is closed for all brands at once. */
@Entity('statement_months')
export class StatementMonth {
  /** `2026-05`. */
  @Code({ key: true, length: 7 }) month!: string;
  @At() closedAt!: number;
}

/** What a brand was told about a closed month, and what it said to that. */
@Entity('statements')
@Index('statements_brand_month', ['brandId', 'month'], { unique: true })
@Index('statements_month', ['month', 'id'])
export class Statement {
  @Id() id!: string;
  @Ref() brandId!: string;
  @Code({ length: 7 }) month!: string;
  @Code({ length: 16 }) state!: 'issued' | 'accepted' | 'disputed' | 'settled';
  @Count() version!: number;
  @On({ nullable: true }) dueOn!: string | null;
  @Amount() receivableMinor!: number;
  @Amount() receivableTaxMinor!: number;
  @Amount() payableMinor!: number;
  @Amount() payableTaxMinor!: number;
  @Amount() balanceMinor!: number;
  /** What is wrong with it, in the words of the brand. */
  @Text({ nullable: true }) reason!: string | null;
  /** The number of the line it is about. */
  @Count({ nullable: true }) disputedLine!: number | null;
  /** How it was settled, in the words of the host. */
  @Text({ nullable: true }) note!: string | null;
  @At() issuedAt!: number;
  @At({ nullable: true }) answeredAt!: number | null;
  @At({ nullable: true }) settledAt!: number | null;
}

/** One line of a closed month. It stands once, and is read with one sign by who pays and with the other by who is paid. */
@Entity('statement_lines')
@Index('statement_lines_payer', ['payerId', 'month'])
@Index('statement_lines_payee', ['payeeId', 'month'])
export class StatementLine {
  @Code({ key: true, length: 7 }) month!: string;
  @Count({ key: true }) position!: number;
  @Code({ length: 16 }) kind!: 'points' | 'pack';
  @Ref() payerId!: string;
  @Ref() payeeId!: string;
  /** Whose points they are. */
  @Ref() issuerId!: string;
  @Code({ length: 26 }) wallet!: string;
  @Amount() points!: number;
  /** What of their price this line bears. */
  @Count() sharePercent!: number;
  /** Minor units for 1,000 points; null for a pack, which has a price of its own. */
  @Amount({ nullable: true }) rate!: number | null;
  /** The agreement it was counted by; null where there was none. */
  @Ref({ nullable: true }) agreementOfId!: string | null;
  @On({ nullable: true }) agreementFrom!: string | null;
  @Amount() amountMinor!: number;
  @Amount() taxMinor!: number;
}

/** Points a brand bought ahead. */
@Entity('point_packs')
@Index('point_packs_day', ['boughtOn'])
@Index('point_packs_brand', ['brandId', 'boughtAt'])
export class PointPack {
  @Id() id!: string;
  @Ref() brandId!: string;
  @Code({ length: 26 }) wallet!: string;
  @Amount() points!: number;
  @Amount() priceMinor!: number;
  @At() boughtAt!: number;
  @On() boughtOn!: string;
}

/** What a brand may still issue of what it bought. A counter of its own: nothing points to it. */
@Entity('pack_balances')
export class PackBalance {
  @Ref({ key: true }) brandId!: string;
  @Code({ key: true, length: 26 }) wallet!: string;
  @Amount() remaining!: number;
}
