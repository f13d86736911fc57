import { migrations } from '../../migrations/index.js';
import { ActivityRow } from '../kernel/activity.entity.js';
import { AuditRow, AuditSealRow } from '../kernel/audit.entity.js';
import {
  CounterRow,
  IdempotencyRow,
  JobRow,
  LeaseRow,
  ProgramHeadRow,
  ProgramVersionRow,
} from '../kernel/house.entity.js';
import { OutboxRow } from '../kernel/outbox.entity.js';
import type { Schema } from '../kernel/schema-list.js';
import { modules } from './modules.js';

const kernelEntities = [
  ActivityRow,
  AuditRow,
  AuditSealRow,
  OutboxRow,
  IdempotencyRow,
  LeaseRow,
  JobRow,
  ProgramVersionRow,
  ProgramHeadRow,
  CounterRow,
];

/** Every table of the house and the one list of migrations that makes them. */
export const schemaList: Schema = {
  entities: [...kernelEntities, ...modules.flatMap(({ entities }) => entities)],
  migrations,
};
