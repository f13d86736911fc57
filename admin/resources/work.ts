import { JobRow } from '../../src/kernel/house.entity.js';
import { OutboxRow } from '../../src/kernel/outbox.entity.js';
import { equals } from '../adapter/table.js';
import type { Shelf } from './shelf.js';

export const jobsShelf: Shelf = {
  icon: 'Loader',
  table: {
    id: 'jobs',
    entity: JobRow,
    scope: 'jobs:read',
    columns: {
      id: 'code',
      kind: 'text',
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

export const lettersShelf: Shelf = {
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
