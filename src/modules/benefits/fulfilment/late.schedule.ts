import type { EventDeclaration } from '../../../kernel/events.js';
import { alarmSchedule } from '../alarm.js';

export const lateEvent: EventDeclaration = {
  type: 'fulfilment.overdue',
  description: 'Something is not shipped yet although the time for it is over. Told once.',
};

/** What is shipped too late. */
export const lateSchedule = alarmSchedule({
  name: 'benefits.shipping-overdue',
  table: 'fulfilments',
  event: lateEvent,
  told: ({ id }) => ({ fulfilmentId: id }),
  warning: 'Things are not shipped within their time',
});
