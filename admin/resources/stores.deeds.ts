import { newId } from '../../src/kernel/id.js';
import type { LocalisedText } from '../../src/kernel/refusal.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import { brandChoices } from './brand-choices.js';
import type { Deed, DeedField } from './deed.js';
import { mutate } from './mutate.js';
import { hoursIn, hoursSaid, pointIn } from './stores.forms.js';
import { namesIn } from './tier.forms.js';

type Sent = Readonly<Record<string, unknown>>;

const SAVE_STORE = `mutation SaveStore($input: StoreInput!, $version: Int, $key: String!) {
  storeSave(input: $input, expectedVersion: $version, idempotencyKey: $key) { errors { message path } } }`;
const SAVE_CHANNEL = `mutation SaveChannel($input: ChannelInput!, $version: Int, $key: String!) {
  channelSave(input: $input, expectedVersion: $version, idempotencyKey: $key) { errors { message path } } }`;
const KINDS = ['ONLINE', 'SHOP', 'POSTER', 'PARTNER'].map((value) => ({ value, label: '' }));

/** A place with its texts in every language, as the form starts from it. */
interface Stored {
  readonly brandId: string;
  readonly code: string;
  readonly kind: string;
  readonly status: string;
  readonly name: string;
  readonly zone: string | null;
  readonly city: string | null;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly hours: string;
  readonly version: number;
}

const newStore: Deed = {
  name: 'newStore',
  scope: 'stores:write',
  icon: 'Plus',
  help: 'storeHelp',
  isNew: true,
  fields: async (desk) => [...(await whose(desk)), ...storeFields(null)],
  run: (desk, sent) => saveStore(desk, { brandId: textOf(sent['brandId']), code: textOf(sent['code']).trim() }, sent),
};

const changeStore: Deed = {
  name: 'edit',
  scope: 'stores:write',
  icon: 'Edit',
  help: 'storeHelp',
  fields: async (desk, { id }) => storeFields(await stored(desk, 'stores', String(id))),
  run: async (desk, sent, id) => saveStore(desk, await stored(desk, 'stores', id), sent),
};

const newChannel: Deed = {
  name: 'newChannel',
  scope: 'channels:write',
  icon: 'Plus',
  isNew: true,
  fields: async (desk) => [...(await whose(desk)), ...channelFields(null)],
  run: (desk, sent) => saveChannel(desk, { brandId: textOf(sent['brandId']), code: textOf(sent['code']).trim() }, sent),
};

const changeChannel: Deed = {
  name: 'edit',
  scope: 'channels:write',
  icon: 'Edit',
  fields: async (desk, { id }) => channelFields(await stored(desk, 'channels', String(id))),
  run: async (desk, sent, id) => saveChannel(desk, await stored(desk, 'channels', id), sent),
};

export const storeDeeds: readonly Deed[] = [newStore, changeStore];
export const channelDeeds: readonly Deed[] = [newChannel, changeChannel];

interface Whose {
  readonly brandId: string;
  readonly code: string;
  readonly version?: number;
}

function saveStore(desk: Desk, { brandId, code, version }: Whose, sent: Sent) {
  const input = {
    brandId,
    code,
    name: namesIn(sent),
    status: textOf(sent['status']) || 'OPEN',
    zone: textOf(sent['zone']).trim() || null,
    city: threeOf(sent['city']),
    address: threeOf(sent['address']),
    geo: pointIn(textOf(sent['geo'])),
    hours: hoursIn(textOf(sent['hours'])),
  };
  return mutate(desk, SAVE_STORE, { input, version: version ?? null, key: newId('req') });
}

function saveChannel(desk: Desk, { brandId, code, version }: Whose, sent: Sent) {
  const input = { brandId, code, kind: textOf(sent['kind']), name: namesIn(sent) };
  return mutate(desk, SAVE_CHANNEL, { input, version: version ?? null, key: newId('req') });
}

async function whose(desk: Desk): Promise<DeedField[]> {
  return [
    { name: 'brandId', label: 'brand', kind: 'one', isRequired: true, choices: await brandChoices(desk) },
    { name: 'code', label: 'code', kind: 'text', isRequired: true },
  ];
}

function storeFields(store: Stored | null): DeedField[] {
  const point = store?.latitude == null ? '' : `${store.latitude}, ${String(store.longitude)}`;
  return [
    ...nameFields(store),
    { name: 'status', label: 'status', kind: 'one', isRequired: true, otherwise: store?.status.toUpperCase() ?? 'OPEN', choices: ['OPEN', 'CLOSED'].map((value) => ({ value, label: '' })) },
    { name: 'city', label: 'city', kind: 'text', otherwise: threeSaid(store?.city) },
    { name: 'address', label: 'address', kind: 'text', otherwise: threeSaid(store?.address) },
    { name: 'zone', label: 'zone', kind: 'text', otherwise: store?.zone ?? '' },
    { name: 'geo', label: 'geo', kind: 'text', otherwise: point },
    { name: 'hours', label: 'hours', kind: 'long', otherwise: store ? hoursSaid(store.hours) : '' },
  ];
} // prettier-ignore

function channelFields(channel: Stored | null): DeedField[] {
  const kind = channel?.kind.toUpperCase() ?? '';
  return [
    { name: 'kind', label: 'kind', kind: 'one', isRequired: true, otherwise: kind, choices: KINDS },
    ...nameFields(channel),
  ];
}

function nameFields(place: Stored | null): DeedField[] {
  const name = place ? (JSON.parse(place.name) as LocalisedText) : null;
  const three = { nameZhCN: name?.['zh-CN'], nameZhTW: name?.['zh-TW'], nameEn: name?.en };
  return Object.entries(three).map(([of, text]) => ({ name: of, label: of, kind: 'text', isRequired: true, otherwise: text ?? '' })); // prettier-ignore
}

async function stored({ sql }: Desk, table: 'stores' | 'channels', id: string): Promise<Stored> {
  const [row] = await sql.rows<Row>(`SELECT * FROM ${table} WHERE id = ?`, [id]);
  if (!row) throw new Error(`No such row of ${table}`);
  return row as unknown as Stored;
}

/** `青岛 | 青島 | Qingdao`; one text stands for all three. */
function threeOf(value: unknown): object | null {
  const [zhCN = '', zhTW = zhCN, en = zhCN] = textOf(value).split('|').map((text) => text.trim()); // prettier-ignore
  return zhCN === '' ? null : { zhCN, zhTW, en };
}

function threeSaid(text: string | null | undefined): string {
  if (text == null) return '';
  const { en, 'zh-CN': zhCN, 'zh-TW': zhTW } = JSON.parse(text) as LocalisedText;
  return [zhCN, zhTW, en].join(' | ');
}
