import { expect } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Imported } from '../../src/modules/imports/index.js';
import { importActivities, readMapping } from '../../src/modules/imports/index.js';
import { replay } from '../../src/modules/engine/index.js';
import { verifyLedger } from '../../src/modules/points/index.js';
import { openTestHouse } from '../support/house.js';
import type { TestHouse } from '../support/house.js';
import { scratchPath } from '../support/scratch.js';
import { differences, recomputed, stored } from './stored.js';

const FOLDER = process.env['LAUREL_DATA'] ?? '../shared/data';

export const hasRealData = existsSync(`${FOLDER}/cdnow/CDNOW_sample.txt`);

if (!hasRealData) process.stderr.write(`${FOLDER} is not there: real data is not checked, a small sample of our own is.\n`);

/** The example files of the repository for a data set, and where its members start. */
export interface DataSet {
  readonly program: string;
  readonly mapping: string;
  readonly file: string;
  readonly start: string;
}

export const dataSets = {
  'cdnow-sample': set('cdnow', 'cdnow-sample', 'cdnow/CDNOW_sample.txt', 'member'),
  'cdnow-master': set('cdnow', 'cdnow-master', 'cdnow/CDNOW_master.txt.gz', 'member'),
  'online-retail': set('online-retail', 'online-retail', 'online_retail/online_retail_2010_2011.csv.gz', 'customer'),
  'rfm-orders': set('rfm', 'rfm-orders', 'rfm/rfm_data_orders.csv', 'new'),
};

function set(program: string, mapping: string, file: string, start: string): DataSet {
  return { program: `docs/examples/${program}.yaml`, mapping: `docs/examples/mappings/${mapping}.yaml`, file: `${FOLDER}/${file}`, start };
} // prettier-ignore

export function openFor({ program }: DataSet): Promise<TestHouse> {
  return openTestHouse({ program: parse(readFileSync(program, 'utf8')) as unknown });
}

export async function importInto(test: TestHouse, { mapping, file }: DataSet): Promise<Imported> {
  const read = await readMapping(mapping);
  if (read.kind !== 'activities') throw new Error(`${mapping} maps no activities`);
  const errorFile = scratchPath(`${Date.now()}.errors.csv`);
  return importActivities(test.house, read, { file, caller: test.caller, errorFile });
}

/** Everything that must hold after an import, against the raw file, the transfers and the journal. */
export async function expectRight(test: TestHouse, which: keyof typeof dataSets, { file, start } = dataSets[which]): Promise<void> {
  const expected = await recomputed(which, file, test.clock.now());
  expect(differences(expected, await stored(test, start))).toEqual([]);
  expect(expected.size).toBeGreaterThan(100);
  expect(await verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
  expect(await replay(test.house)).toMatchObject({ ok: true, members: expected.size, differing: 0 });
}
