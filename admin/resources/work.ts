import { JobRow } from '../../src/kernel/house.entity.js';
import { OutboxRow } from '../../src/kernel/outbox.entity.js';
import { dismissLetter, retryLetter } from '../../src/kernel/parked-letters.js';
import { textOf } from '../door/form.js';
import { equals } from '../adapter/table.js';
import type { Deed, DeedField } from './deed.js';
import { operate } from './operations.js';
import type { Shelf } from './shelf.js';

export const jobsShelf: Shelf = {
  icon: 'Loader',
  table: {
    id: 'jobs',
    entity: JobRow,
    scope: 'jobs:read',
    columns: {
      id: 'code',
      kind: 'said',
      key: 'code',
      status: 'choice',
      progress: 'amount',
      checkpoint: 'json',
      error: 'text',
      createdAt: 'instant',
      updatedAt: 'instant',
    },
    list: ['kind', 'status', 'progress', 'updatedAt', 'createdAt', 'error'],
    order: ['id'],
    isDescending: true,
    filters: { status: equals('status', ['running', 'done', 'failed']) },
  },
};

const REASON: DeedField = { name: 'reason', label: 'reason', kind: 'long', isRequired: true };

const retry: Deed = {
  name: 'retry',
  scope: 'jobs:write',
  icon: 'RefreshCw',
  help: 'retryHelp',
  after: 'letters', // it is not parked any more
  run: (desk, _fields, letterId) => operate(desk, (session) => retryLetter(session, letterId)),
};

const dismiss: Deed = {
  name: 'dismiss',
  scope: 'jobs:write',
  icon: 'Trash2',
  help: 'dismissHelp',
  isGrave: true,
  after: 'letters',
  fields: () => [REASON],
  run: (desk, { reason }, letterId) => operate(desk, (session) => dismissLetter(session, letterId, textOf(reason))),
};

export const lettersShelf: Shelf = {
  deeds: [retry, dismiss],
  icon: 'Inbox',
  table: {
    id: 'letters',
    entity: OutboxRow,
    scope: 'jobs:read',
    columns: {
      id: 'code',
      topic: 'code',
      type: 'text',
      payload: 'json',
      attempts: 'number',
      deliveredTo: 'list',
      lastError: 'text',
      parkedAt: 'instant',
      createdAt: 'instant',
    },
    list: ['type', 'topic', 'attempts', 'parkedAt', 'lastError'],
    order: ['parkedAt', 'dueAt', 'id'],
    isDescending: true,
    where: 'parkedAt IS NOT NULL',
  },
};
