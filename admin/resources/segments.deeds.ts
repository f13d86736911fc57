import { newId } from '../../src/kernel/id.js';
import type { Desk } from '../desk.js';
import { numberOf, textOf } from '../door/form.js';
import { fill } from '../locale/fill.js';
import { numberIn } from '../locale/format.js';
import { textsIn } from '../locale/texts.js';
import type { Deed } from './deed.js';
import { mutate, needData } from './mutate.js';
import { inAll, saidAtAll } from './said.js';
import { wordsOfRules } from './segments.told.js';

const SAVE = `mutation Save($input: SegmentInput!, $version: Int, $key: String!) {
  segmentSave(input: $input, expectedVersion: $version, idempotencyKey: $key) {
    segment { id } layering { id } errors { code message path } } }`;
const RETIRE = `mutation Retire($id: ID!, $version: Int!, $key: String!) {
  segmentRetire(id: $id, expectedVersion: $version, idempotencyKey: $key) { errors { message path } } }`;
const UPLOAD = `mutation Upload($input: SegmentUploadInput!, $dryRun: Boolean!, $key: String!) {
  segmentUpload(input: $input, dryRun: $dryRun, idempotencyKey: $key) {
    added removed unchanged problems { line code } errors { message path } } }`;
const REBUILD = 'mutation Rebuild { segmentRebuild { errors { message path } } }';

const START = `{ segmentPresets { code name description isLayering blanks { name label value min max } rules }
  segments { code name } segmentStrategies { key pain strategy rule } }`;
const TEXTS = 'translations { field locale text }';
const STORED = `query Stored($id: ID!) { node(id: $id) {
  ... on Segment { code kind rule version size name ${TEXTS} }
  ... on SegmentLayering { code version name ${TEXTS} segments { code name rule size ${TEXTS} } } } }`;

interface Stored {
  readonly version: number;
  readonly name: string;
  readonly size?: number;
  readonly segments?: readonly { readonly size: number }[];
}

/** What the form knows before anybody fills it in: presets, the words of rules, and what is to be changed or begun with. */
async function startOf(desk: Desk, id: string, { strategy }: Readonly<Record<string, string>>): Promise<object> {
  const [{ segmentPresets, segments, segmentStrategies }, words] = await Promise.all([
    desk.ask(START).then(needData),
    wordsOfRules(desk),
  ]);
  const begun = (segmentStrategies as { key: string }[]).find((each) => each.key === strategy) ?? null;
  return { presets: segmentPresets, segments, words, begun, stored: id ? await storedOf(desk, id) : null };
}

async function storedOf(desk: Desk, id: string): Promise<Stored> {
  return needData(await desk.ask(STORED, { id }))['node'] as Stored;
}

/** The whole of a segment as the form sends it; the API says what is wrong with it. */
async function save(desk: Desk, { input, version }: Readonly<Record<string, unknown>>) {
  const { description, layers, ...said } = (input ?? {}) as Readonly<Record<string, unknown>>;
  const whole = { ...said, name: inAll(desk.locale, said['name']), ...descriptionOf(desk, description), ...layersOf(desk, layers) };
  const done = await mutate(desk, SAVE, { input: whole, version: numberOf(version), key: newId('req') });
  const { segment, layering } = (done.payload ?? {}) as { segment?: object | null; layering?: object | null };
  return { ...done, result: { segment: segment ?? null, layering: layering ?? null } };
} // prettier-ignore

function descriptionOf({ locale }: Desk, description: unknown): object {
  const texts = saidAtAll(locale, description);
  return texts ? { description: texts } : {};
}

function layersOf({ locale }: Desk, layers: unknown): object {
  if (!Array.isArray(layers)) return {};
  return { layers: layers.map((layer: Readonly<Record<string, unknown>>) => ({ ...layer, name: inAll(locale, layer['name']) })) }; // prettier-ignore
}

const make: Deed = {
  name: 'newSegment',
  scope: 'segments:write',
  icon: 'Plus',
  isNew: true,
  component: 'SegmentForm',
  start: startOf,
  run: save,
};

const change: Deed = {
  name: 'edit',
  scope: 'segments:write',
  icon: 'Edit',
  component: 'SegmentForm',
  isFor: ({ layering }) => !layering,
  start: startOf,
  run: save,
};

const retire: Deed = {
  name: 'retire',
  scope: 'segments:write',
  icon: 'Trash2',
  help: 'retireHelp',
  isGrave: true,
  after: 'segments',
  isFor: ({ layering }) => !layering,
  start: async (desk, id) => {
    const { name, size, segments = [] } = await storedOf(desk, id);
    const members = size ?? segments.reduce((sum, each) => sum + each.size, 0);
    return { about: fill(textsIn(desk.locale).segments.retireAsked, { name, members: numberIn(desk, members) }) };
  },
  fields: async (desk, { id }) => {
    const { version } = await storedOf(desk, textOf(id));
    return [{ name: 'version', label: 'version', kind: 'hidden', otherwise: String(version) }];
  },
  run: (desk, { version }, id) => mutate(desk, RETIRE, { id, version: numberOf(version), key: newId('req') }),
};

const upload: Deed = {
  name: 'upload',
  scope: 'segments:write',
  icon: 'Upload',
  component: 'SegmentUpload',
  isFor: ({ kind }) => kind === 'list',
  run: async (desk, { csv, mode, isPartial, dryRun }, id) => {
    const input = { segmentId: id, csv: textOf(csv), mode: textOf(mode) || 'ADD', isPartial: isPartial === true };
    const done = await mutate(desk, UPLOAD, { input, dryRun: dryRun !== false, key: newId('req') });
    return { ...done, result: done.payload ?? {} };
  },
};

const rebuild: Deed = {
  name: 'rebuild',
  scope: 'segments:write',
  icon: 'RefreshCw',
  isNew: true,
  help: 'rebuildHelp',
  run: (desk) => mutate(desk, REBUILD, {}),
};

export const segmentDeeds: readonly Deed[] = [make, rebuild, upload, change, retire];
export const layeringDeeds: readonly Deed[] = [change, retire];
