import { addDays, startOfDay } from '../../src/kernel/calendar.js';
import { newId } from '../../src/kernel/id.js';
import type { LadderEntry, StoredLadder } from '../../src/modules/tiers/index.js';
import { storedLadders } from '../../src/modules/tiers/index.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import type { Deed } from './deed.js';
import { mutate } from './mutate.js';
import { ladderFields, ladderInput, namesIn, tierFields, tierInput } from './tier.forms.js';

const SAVE_TIER = `mutation SaveTier($ladder: String!, $input: TierInput!, $version: Int, $key: String!) {
  tierSave(ladder: $ladder, input: $input, expectedVersion: $version, idempotencyKey: $key) { errors { message path } } }`;
const SAVE_LADDER = `mutation SaveLadder($input: TierLadderInput!, $version: Int, $key: String!) {
  tierLadderSave(input: $input, expectedVersion: $version, idempotencyKey: $key) { errors { message path } } }`;
const SET_TIER = `mutation SetTier($memberId: ID!, $ladder: String, $tier: String!, $reason: String!, $until: DateTime, $key: String!) {
  memberTierSet(memberId: $memberId, ladder: $ladder, tier: $tier, reason: $reason, until: $until, idempotencyKey: $key) { errors { message path } } }`;

const newTier: Deed = {
  name: 'newTier',
  scope: 'tiers:write',
  icon: 'Plus',
  help: 'tierHelp',
  isNew: true,
  fields: (desk) => [
    { name: 'ladder', label: 'ladder', kind: 'one', isRequired: true, choices: ladderChoices(desk) },
    { name: 'code', label: 'code', kind: 'text', isRequired: true },
    ...tierFields(desk, null),
  ],
  run: (desk, sent) =>
    mutate(desk, SAVE_TIER, {
      ladder: textOf(sent['ladder']),
      input: tierInput(textOf(sent['code']).trim(), sent, null),
      version: null,
      key: newId('req'),
    }),
};

const changeTier: Deed = {
  name: 'edit',
  scope: 'tiers:write',
  icon: 'Edit',
  help: 'tierHelp',
  isFor: ({ status }) => status === 'active',
  fields: async (desk, row) => tierFields(desk, (await tierOf(desk, codeIn(String(row['id'])))).tier),
  run: async (desk, sent, id) => {
    const code = codeIn(id);
    const { home, tier } = await tierOf(desk, code);
    const version = home?.tierVersions.get(code) ?? null;
    return mutate(desk, SAVE_TIER, { ladder: home?.entry.code ?? '', input: tierInput(code, sent, tier), version, key: newId('req') }); // prettier-ignore
  },
};

export const tierDeeds: readonly Deed[] = [newTier, changeTier];

const newLadder: Deed = {
  name: 'newLadder',
  scope: 'tiers:write',
  icon: 'Plus',
  help: 'ladderHelp',
  isNew: true,
  fields: () => [
    { name: 'code', label: 'code', kind: 'text', isRequired: true },
    ...ladderFields(null),
    { name: 'startCode', label: 'startCode', kind: 'text', isRequired: true },
  ],
  run: (desk, sent) => {
    const start = { code: textOf(sent['startCode']).trim(), name: namesIn(sent), rank: 0 };
    const input = { ...ladderInput(textOf(sent['code']).trim(), sent), tiers: [start] };
    return mutate(desk, SAVE_LADDER, { input, version: null, key: newId('req') });
  },
};

const changeLadder: Deed = {
  name: 'edit',
  scope: 'tiers:write',
  icon: 'Edit',
  help: 'ladderHelp',
  isFor: ({ status }) => status === 'active',
  fields: async (desk, row) => ladderFields((await ladderOf(desk, codeIn(String(row['id']))))?.entry ?? null),
  run: async (desk, sent, id) => {
    const code = codeIn(id);
    const version = (await ladderOf(desk, code))?.version ?? null;
    return mutate(desk, SAVE_LADDER, { input: ladderInput(code, sent), version, key: newId('req') });
  },
};

export const ladderDeeds: readonly Deed[] = [newLadder, changeLadder];

/** Sets the tier of a member by hand: of any ladder, for good or until an end. */
export const setTier: Deed = {
  name: 'setTier',
  scope: 'tiers:write',
  icon: 'Award',
  help: 'setTierHelp',
  isFor: ({ status }) => status === 'active',
  fields: (desk) => [
    { name: 'tier', label: 'tier', kind: 'one', isRequired: true, choices: tierChoices(desk) },
    { name: 'until', label: 'lastDay', kind: 'text' },
    { name: 'reason', label: 'reason', kind: 'long', isRequired: true },
  ],
  run: (desk, sent, memberId) => {
    const [ladder = '', tier = ''] = textOf(sent['tier']).split('/');
    const said = { reason: textOf(sent['reason']), until: endOf(desk, textOf(sent['until']).trim()) };
    return mutate(desk, SET_TIER, { memberId, ladder, tier, ...said, key: newId('req') });
  },
};

function laddersIn({ house }: Desk): readonly LadderEntry[] {
  return house.programs.current().sections['ladders'] as readonly LadderEntry[];
}

function ladderChoices(desk: Desk) {
  return laddersIn(desk).map(({ code, name }) => ({ value: code, label: name[desk.locale] }));
}

function tierChoices(desk: Desk) {
  const ladders = laddersIn(desk);
  return ladders.flatMap(({ code: ladder, name, tiers }) =>
    tiers.map((tier) => ({
      value: `${ladder}/${tier.code}`,
      label: ladders.length > 1 ? `${name[desk.locale]}: ${tier.name[desk.locale]}` : tier.name[desk.locale],
    })),
  );
}

async function ladderOf({ sql }: Desk, code: string): Promise<StoredLadder | null> {
  return (await storedLadders(sql)).find(({ entry }) => entry.code === code) ?? null;
}

async function tierOf({ sql }: Desk, code: string) {
  const home = (await storedLadders(sql)).find(({ tierVersions }) => tierVersions.has(code)) ?? null;
  return { home, tier: home?.entry.tiers.find((each) => each.code === code) ?? null };
}

/** The end of a day in the zone of the program; what is no day is left to the API, which says so. */
function endOf({ house }: Desk, day: string): string | null {
  if (day === '') return null;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  return isDay ? new Date(startOfDay(addDays(day, 1), house.programs.current().zone)).toISOString() : day;
}

/** `tie_gold` and `lad_main` are their codes. */
function codeIn(id: string): string {
  return id.slice(4);
}
