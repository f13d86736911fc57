import { newId } from '../../src/kernel/id.js';
import { storedPackages } from '../../src/modules/benefits/index.js';
import type { StoredPackage } from '../../src/modules/benefits/index.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import { brandChoices } from './benefits.deeds.js';
import type { Deed } from './deed.js';
import { mutate } from './mutate.js';
import { packageField, packageFields, packageKindField, packageSent } from './package.forms.js';
import { namesIn } from './tier.forms.js';

const ERRORS = '{ errors { message path } }';
const CREATE = `mutation CreatePackage($input: BenefitPackageCreateInput!, $key: String!) { benefitPackageCreate(input: $input, idempotencyKey: $key) ${ERRORS} }`;
const UPDATE = `mutation UpdatePackage($id: ID!, $input: BenefitPackageUpdateInput!, $version: Int!, $key: String!) {
  benefitPackageUpdate(packageId: $id, input: $input, expectedVersion: $version, idempotencyKey: $key) ${ERRORS} }`;
const PUBLISH = `mutation PublishPackage($id: ID!, $version: Int!, $key: String!) {
  benefitPackagePublish(packageId: $id, expectedVersion: $version, idempotencyKey: $key) ${ERRORS} }`;
const RETIRE = `mutation RetirePackage($id: ID!, $version: Int!, $key: String!) {
  benefitPackageRetire(packageId: $id, expectedVersion: $version, idempotencyKey: $key) ${ERRORS} }`;

const scope = 'benefits:write';

const newPackage: Deed = {
  name: 'newPackage',
  scope,
  icon: 'Plus',
  help: 'packageHelp',
  isNew: true,
  fields: async (desk) => [
    { name: 'code', label: 'code', kind: 'text', isRequired: true },
    packageKindField(desk),
    { name: 'brand', label: 'brand', kind: 'one', choices: brandChoices(desk) },
    ...(await packageFields(desk, null)),
  ],
  run: (desk, sent) => {
    const [code, kind, brand] = ['code', 'kind', 'brand'].map((name) => textOf(sent[name]).trim());
    const input = { ...packageSent(sent), code, kind: kind?.toUpperCase(), brand: brand || null, name: namesIn(sent) };
    return mutate(desk, CREATE, { input, key: newId('req') }, packageField);
  },
};

const edit: Deed = {
  name: 'edit',
  scope,
  icon: 'Edit',
  help: 'packageHelp',
  isFor: ({ status }) => status !== 'retired',
  fields: async (desk, row) => packageFields(desk, (await packageOf(desk, String(row['id'])))?.entry ?? null),
  run: async (desk, sent, id) => {
    const version = (await packageOf(desk, id))?.version ?? 0;
    const input = { ...packageSent(sent), name: namesIn(sent) };
    return mutate(desk, UPDATE, { id, input, version, key: newId('req') }, packageField);
  },
};

const publish: Deed = {
  name: 'publish',
  scope,
  icon: 'Send',
  help: 'benefitPublishHelp',
  isFor: ({ status }) => status === 'draft',
  run: async (desk, _sent, id) => {
    const version = (await packageOf(desk, id))?.version ?? 0;
    return mutate(desk, PUBLISH, { id, version, key: newId('req') }, packageField);
  },
};

const retire: Deed = {
  name: 'retire',
  scope,
  icon: 'Archive',
  help: 'packageRetireHelp',
  isGrave: true,
  isFor: ({ status }) => status !== 'retired',
  run: async (desk, _sent, id) => {
    const version = (await packageOf(desk, id))?.version ?? 0;
    return mutate(desk, RETIRE, { id, version, key: newId('req') }, packageField);
  },
};

export const packageDeeds: readonly Deed[] = [newPackage, publish, edit, retire];

async function packageOf({ sql }: Desk, id: string): Promise<StoredPackage | null> {
  return (await storedPackages(sql)).find(({ entry }) => `pkg_${entry.code}` === id) ?? null;
}
