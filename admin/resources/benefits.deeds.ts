import { newId } from '../../src/kernel/id.js';
import { brandsOfProgram } from '../../src/modules/brands/index.js';
import { storedBenefits } from '../../src/modules/benefits/index.js';
import type { StoredBenefit } from '../../src/modules/benefits/index.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import { textsIn } from '../locale/texts.js';
import { benefitFields, fieldOf, kindField } from './benefit.forms.js';
import { benefitTerms, endOf } from './benefit.sent.js';
import { openBenefits } from './benefit-choices.js';
import type { Deed } from './deed.js';
import { mutate } from './mutate.js';
import { pictureDeeds } from './pictures.deeds.js';
import { bookedStill } from './slots.forms.js';
import { namesIn } from './tier.forms.js';

const ERRORS = '{ errors { message path } }';
const CREATE = `mutation CreateBenefit($input: BenefitCreateInput!, $key: String!) { benefitCreate(input: $input, idempotencyKey: $key) ${ERRORS} }`;
const UPDATE = `mutation UpdateBenefit($id: ID!, $input: BenefitUpdateInput!, $version: Int!, $key: String!) {
  benefitUpdate(benefitId: $id, input: $input, expectedVersion: $version, idempotencyKey: $key) ${ERRORS} }`;
const PUBLISH = `mutation PublishBenefit($id: ID!, $version: Int!, $key: String!) {
  benefitPublish(benefitId: $id, expectedVersion: $version, idempotencyKey: $key) ${ERRORS} }`;
const RETIRE = `mutation RetireBenefit($id: ID!, $version: Int!, $key: String!, $replacement: ID, $without: Boolean!, $until: DateTime, $reason: String) {
  benefitRetire(benefitId: $id, expectedVersion: $version, idempotencyKey: $key, replacementId: $replacement, withoutReplacement: $without, honourUntil: $until, reason: $reason) ${ERRORS} }`;

const scope = 'benefits:write';

const newBenefit: Deed = {
  name: 'newBenefit',
  scope,
  icon: 'Plus',
  help: 'benefitHelp',
  isNew: true,
  fields: async (desk) => [
    { name: 'code', label: 'code', kind: 'text', isRequired: true },
    kindField(desk),
    { name: 'brand', label: 'brand', kind: 'one', choices: brandChoices(desk) },
    ...(await benefitFields(desk, null)),
  ],
  run: (desk, sent) => {
    const { level, ...terms } = benefitTerms(desk, sent, null);
    const [code, kind, brand] = ['code', 'kind', 'brand'].map((name) => textOf(sent[name]).trim());
    const input = { ...said(terms), code, kind, brand: brand || null, name: namesIn(sent), level };
    return mutate(desk, CREATE, { input, key: newId('req') }, fieldOf);
  },
};

const edit: Deed = {
  name: 'edit',
  scope,
  icon: 'Edit',
  help: 'benefitHelp',
  isFor: ({ status }) => status !== 'retired',
  fields: async (desk, row) => benefitFields(desk, (await benefitOf(desk, String(row['id'])))?.entry ?? null),
  start: async (desk, id) => ({ about: await bookedStill(desk, id.slice('bnf_'.length)) }),
  run: async (desk, sent, id) => {
    const stored = await benefitOf(desk, id);
    const input = { ...benefitTerms(desk, sent, stored?.entry ?? null), name: namesIn(sent) };
    return mutate(desk, UPDATE, { id, input, version: stored?.version ?? 0, key: newId('req') }, fieldOf);
  },
};

const publish: Deed = {
  name: 'publish',
  scope,
  icon: 'Send',
  help: 'benefitPublishHelp',
  isFor: ({ status }) => status === 'draft',
  run: async (desk, _sent, id) => {
    const version = (await benefitOf(desk, id))?.version ?? 0;
    return mutate(desk, PUBLISH, { id, version, key: newId('req') }, fieldOf);
  },
};

const retire: Deed = {
  name: 'retire',
  scope,
  icon: 'Archive',
  help: 'benefitRetireHelp',
  isGrave: true,
  isFor: ({ status }) => ['draft', 'live', 'watch'].includes(String(status)),
  fields: async (desk, row) => [
    { name: 'replacementId', label: 'replacementId', kind: 'one', choices: await othersOf(desk, String(row['id'])) }, // prettier-ignore
    { name: 'withoutReplacement', label: 'withoutReplacement', kind: 'one', otherwise: 'no', choices: yesNo(desk) },
    { name: 'honourUntil', label: 'honourUntil', kind: 'text' },
    { name: 'reason', label: 'reason', kind: 'long' },
  ],
  run: async (desk, sent, id) => {
    const version = (await benefitOf(desk, id))?.version ?? 0;
    const replacement = textOf(sent['replacementId']) || null;
    const without = textOf(sent['withoutReplacement']) === 'yes';
    const until = endOf(desk, textOf(sent['honourUntil']));
    return mutate(desk, RETIRE, { id, version, replacement, without, until, reason: textOf(sent['reason']), key: newId('req') }, fieldOf); // prettier-ignore
  },
};

export const benefitDeeds: readonly Deed[] = [newBenefit, publish, edit, retire, ...pictureDeeds];

async function benefitOf({ sql }: Desk, id: string): Promise<StoredBenefit | null> {
  return (await storedBenefits(sql)).find(({ entry }) => `bnf_${entry.code}` === id) ?? null;
}

/** What could take the place of one. */
async function othersOf(desk: Desk, id: string) {
  return (await openBenefits(desk)).filter(({ value }) => value !== id);
}

export function brandChoices({ house }: Desk) {
  return brandsOfProgram(house.programs.current()).map(({ code, name }) => ({ value: code, label: name }));
}

function yesNo(desk: Desk) {
  const { choices } = textsIn(desk.locale);
  return (['no', 'yes'] as const).map((value) => ({ value, label: choices[value] }));
}

function said(terms: object): object {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== null));
}
