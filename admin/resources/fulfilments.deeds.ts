import { newId } from '../../src/kernel/id.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import type { Deed, DeedField, Done } from './deed.js';
import { mutate } from './mutate.js';

const UPDATE = `mutation UpdateParcels($lines: [FulfilmentUpdateInput!]!, $key: String!) {
  fulfilmentUpdate(lines: $lines, idempotencyKey: $key) { results { fulfilmentId errors { message path } } errors { message path } } }`;
const IMPORT = `mutation BringBackShipList($csv: String!, $dryRun: Boolean!, $key: String!) {
  shipListImport(csv: $csv, dryRun: $dryRun, idempotencyKey: $key) { shipped unchanged left problems { line code } problemCount errors { message path } } }`;

const scope = 'benefits:fulfil';

interface Line {
  readonly fulfilmentId: string;
  readonly act: string;
  readonly carrier?: string | null;
  readonly trackingNumber?: string | null;
  readonly reason?: string | null;
}

interface Results {
  readonly results?: readonly { readonly errors: readonly { readonly message: string; readonly path: readonly string[] }[] }[];
} // prettier-ignore

/** What lines are refused is told as what a whole form is. */
async function update(desk: Desk, lines: readonly Line[]): Promise<Done> {
  const { payload, problems } = await mutate(desk, UPDATE, { lines, key: newId('req') });
  const refused = ((payload as Results | null)?.results ?? []).flatMap(({ errors }) => errors);
  return { problems: [...problems, ...refused.map(({ message, path }) => ({ message, field: path.at(-1) ?? null }))] };
}

function act(name: Deed['name'], said: string, from: readonly string[], more: Partial<Deed> = {}): Deed {
  return {
    name,
    scope,
    icon: 'Check',
    isFor: ({ status }) => from.includes(String(status)),
    run: (desk, { reason, carrier, trackingNumber }, id) =>
      update(desk, [{ fulfilmentId: id, act: said, reason: textOf(reason) || null, carrier: textOf(carrier) || null, trackingNumber: textOf(trackingNumber) || null }]),
    ...more,
  };
} // prettier-ignore

const reason = (isRequired: boolean) => (): readonly DeedField[] => [{ name: 'reason', label: 'reason', kind: 'text', isRequired }]; // prettier-ignore
const shipment = (): readonly DeedField[] => [
  { name: 'carrier', label: 'carrier', kind: 'text', isRequired: true },
  { name: 'trackingNumber', label: 'trackingNumber', kind: 'text', isRequired: true },
];

/** Several at once, from the list: each says its carrier and its number. */
const markShipments: Deed = {
  name: 'markShipments',
  scope,
  icon: 'Send',
  isNew: true,
  isUnlisted: true,
  run: (desk, { fulfilmentId, carrier, trackingNumber }) =>
    update(desk, [{ fulfilmentId: textOf(fulfilmentId), act: 'SHIP', carrier: textOf(carrier), trackingNumber: textOf(trackingNumber) }]),
}; // prettier-ignore

const importShipments: Deed = {
  name: 'importShipments',
  scope,
  icon: 'Upload',
  isNew: true,
  isUnlisted: true,
  run: async (desk, { csv, dryRun }) => {
    const done = await mutate(desk, IMPORT, { csv: textOf(csv), dryRun: dryRun !== false, key: newId('req') });
    return { ...done, result: done.payload ?? {} };
  },
};

export const fulfilmentDeeds: readonly Deed[] = [
  act('ship', 'SHIP', ['to-ship'], { help: 'shipHelp', icon: 'Send', fields: shipment }),
  act('receive', 'RECEIVE', ['shipped']),
  act('return', 'RETURN', ['shipped', 'received'], { icon: 'CornerUpLeft', fields: reason(false) }),
  act('resend', 'RESEND', ['returned'], { help: 'resendHelp', icon: 'RefreshCw' }),
  act('restock', 'RESTOCK', ['returned'], {
    help: 'restockHelp',
    icon: 'Archive',
    isGrave: true,
    fields: reason(true),
  }),
  act('giveUp', 'REVOKE', ['needs-address', 'to-ship', 'returned'], { help: 'giveUpHelp', icon: 'XCircle', isGrave: true, fields: reason(true) }), // prettier-ignore
  markShipments,
  importShipments,
];
