import type { BenefitEntry } from '../../src/modules/benefits/index.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import { textsIn } from '../locale/texts.js';
import { hoursIn, hoursOut, linesIn, numberIn } from './benefit.words.js';
import type { DeedField } from './deed.js';

type Slots = NonNullable<BenefitEntry['slots']>;
type Sent = Readonly<Record<string, unknown>>;

/** What a service has while nobody says something else; the API has the same. */
const UNSAID = { minutes: 30, capacity: 1, aheadMinMinutes: 60, aheadMaxDays: 30, cancelMinutes: 120 };
const COUNTS = ['minutes', 'capacity', 'aheadMinMinutes', 'aheadMaxDays', 'cancelMinutes'] as const;

/** The fields of the times of a service. `only` says when they are shown, where the kind is still open. */
export function slotFields(desk: Desk, brand: string | null, slots: Slots | null, only?: DeedField['only']): DeedField[] {
  const { choices } = textsIn(desk.locale);
  const shown = only ? { only } : {};
  return [
    { name: 'slotHours', label: 'slotHours', kind: 'times', heading: 'slotsHeading', hint: 'slotsHint', otherwise: hoursOut(slots?.hours ?? []), ...shown },
    { name: 'slotStores', label: 'slotStores', kind: 'many', otherwise: (slots?.stores ?? []).join(' '), choices: storesOf(desk, brand, slots), ...shown },
    { name: 'isOnline', label: 'slotIsOnline', kind: 'one', isRequired: true, otherwise: slots?.isOnline ? 'yes' : 'no', choices: (['no', 'yes'] as const).map((value) => ({ value, label: choices[value] })), ...shown },
    ...COUNTS.map((name): DeedField => ({ name, label: labelOf(name), kind: 'number', otherwise: String((slots ?? UNSAID)[name]), ...shown })),
  ];
} // prettier-ignore

/** What was sent of them as the API takes it: null where no times are left, undefined where the form did not ask. */
export function slotsSent(sent: Sent): object | null | undefined {
  if (!('slotHours' in sent)) return undefined;
  const hours = linesIn(textOf(sent['slotHours'])).map(hoursIn);
  if (hours.length === 0) return null;
  const counts = Object.fromEntries(COUNTS.map((name) => [name, numberIn(textOf(sent[name])) ?? UNSAID[name]]));
  return { hours, stores: textsOf(sent['slotStores']), isOnline: textOf(sent['isOnline']) === 'yes', ...counts };
}

/** Where in the form a place within `slots` stands. */
export function slotField(inside: string | undefined): string {
  if (inside === 'stores') return 'slotStores';
  return inside === 'isOnline' || COUNTS.some((name) => name === inside) ? (inside ?? '') : 'slotHours';
}

/** What is booked already, in a sentence above the form; empty where nothing is. */
export async function bookedStill(desk: Desk, code: string): Promise<string> {
  const [row] = await desk.sql.rows<{ n: number }>("SELECT COUNT(*) AS n FROM service_bookings WHERE benefit = ? AND status = 'booked'", [code]); // prettier-ignore
  const count = row?.n ?? 0;
  return count === 0 ? '' : textsIn(desk.locale).form.bookedStill.replace('{count}', String(count));
}

/** Stores of the brand whose service it is, those that are named already among them; of all brands while that is open. */
function storesOf({ house, locale }: Desk, brand: string | null, slots: Slots | null): { value: string; label: string }[] {
  const { sections } = house.programs.current();
  const { host } = sections['brands'] as { readonly host: { readonly code: string } };
  const stores = (sections['stores'] ?? []) as readonly { readonly code: string; readonly brand: string | null; readonly status: string; readonly name: Readonly<Record<typeof locale, string>> }[];
  const own = stores.filter((store) => slots?.stores.includes(store.code) || (store.status === 'open' && (brand === '' || (store.brand ?? host.code) === (brand ?? host.code))));
  return own.map(({ code, name }) => ({ value: code, label: `${name[locale]} (${code})` }));
} // prettier-ignore

function labelOf(name: string): string {
  return `slot${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Several are sent as a list, and as one text by what has no list. */
function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf).filter(Boolean) : textOf(value).split(/[\s,]+/).filter(Boolean); // prettier-ignore
}
