import { Entity } from 'typeorm';
import { Amount, At, Count } from '../../kernel/columns.js';

/** The one row that says that a database is a sandbox, and how far its clock was moved. A live database has none. */
@Entity('sandbox')
export class SandboxState {
  @Count({ key: true }) id!: number;
  /** Milliseconds its clock is ahead of the real time. */
  @Amount() aheadMs!: number;
  @At() madeAt!: number;
}
