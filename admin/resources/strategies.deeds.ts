import { newId } from '../../src/kernel/id.js';
import type { Desk } from '../desk.js';
import { numberOf, textOf } from '../door/form.js';
import type { Deed } from './deed.js';
import { mutate } from './mutate.js';
import { inAll, saidAtAll } from './said.js';

const SAVE = `mutation Save($input: StrategyInput!, $version: Int, $key: String!) {
  strategySave(input: $input, expectedVersion: $version, idempotencyKey: $key) { errors { message path } } }`;
const RETIRE = `mutation Retire($strategy: String!, $version: Int!, $key: String!) {
  strategyRetire(key: $strategy, expectedVersion: $version, idempotencyKey: $key) { errors { message path } } }`;
const ADOPT = `mutation Adopt($industry: String!, $key: String!) {
  strategiesAdopt(industry: $industry, idempotencyKey: $key) { errors { message path } } }`;

/** All of them are done on the map, and lead nowhere. */
const ON_THE_MAP = { scope: 'segments:write', icon: 'Map', isNew: true, isUnlisted: true } as const;

const save: Deed = {
  ...ON_THE_MAP,
  name: 'saveStrategy',
  run: (desk, { input, version }) => {
    const said = (input ?? {}) as Readonly<Record<string, unknown>>;
    const whole = { ...said, ...textsOf(desk, said) };
    return mutate(desk, SAVE, { input: whole, version: numberOf(version), key: newId('req') });
  },
};

function textsOf({ locale }: Desk, { pain, strategy, kind }: Readonly<Record<string, unknown>>): object {
  return { pain: inAll(locale, pain), strategy: inAll(locale, strategy), kind: saidAtAll(locale, kind) };
}

const retire: Deed = {
  ...ON_THE_MAP,
  name: 'retireStrategy',
  run: (desk, { key, version }) => mutate(desk, RETIRE, { strategy: textOf(key), version: numberOf(version), key: newId('req') }), // prettier-ignore
};

const adopt: Deed = {
  ...ON_THE_MAP,
  name: 'adoptStrategies',
  run: (desk, { industry }) => mutate(desk, ADOPT, { industry: textOf(industry), key: newId('req') }),
};

export const strategyDeeds: readonly Deed[] = [save, retire, adopt];
