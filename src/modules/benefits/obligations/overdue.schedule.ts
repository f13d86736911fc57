import type { EventDeclaration } from '../../../kernel/events.js';
import type { Late } from '../alarm.js';
import { alarmSchedule } from '../alarm.js';

export const overdueEvent: EventDeclaration = {
  type: 'obligation.overdue',
  description: 'A benefit is still owed to a member although the time for it is over. Told once.',
};

interface Overdue extends Late {
  readonly owner: string | null;
}

/** What is owed beyond its time. */
export const overdueSchedule = alarmSchedule<Overdue>({
  name: 'benefits.overdue',
  table: 'obligations',
  columns: ['owner'],
  event: overdueEvent,
  told: ({ id, owner }) => ({ obligationId: id, ownerId: owner }),
  warning: 'Benefits are owed beyond their time',
});
