import { Entity } from 'typeorm';
import { Amount, At, Code, On } from '../../../kernel/columns.js';

/** A day, by when transfers were recorded, whose books are closed. Days without transfers have none. */
@Entity('point_seals')
export class PointSeal {
  @On({ key: true }) day!: string;
  @Amount() transfers!: number;
  @At() sealedAt!: number;
}

/** What an account was debited and credited in a sealed day; all members together are the account `members`. */
@Entity('point_day_totals')
export class PointDayTotal {
  @On({ key: true }) day!: string;
  @Code({ key: true, length: 26 }) wallet!: string;
  @Code({ key: true }) account!: string;
  @Amount() debited!: number;
  @Amount() credited!: number;
}
