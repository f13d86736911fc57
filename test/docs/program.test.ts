import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { modules } from '../../src/app/modules.js';
import { builtinFunctions } from '../../src/kernel/expression/index.js';

const page = readFileSync(new URL('../../docs/program.md', import.meta.url), 'utf8');

/** What stands in the first column of the table of a section, a call by the name of its function. */
function named(section: string): string[] {
  const [, text = ''] = page.split(`\n### ${section}\n`);
  const [own = ''] = text.split(/\n##/);
  const cells = own.split('\n').flatMap((line) => /^\| (.+?) \|/.exec(line)?.slice(1) ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([\w.]+)[^`]*`/g)].map(([, name = '']) => name));
}

describe('The page of the program file', () => {
  it('names every attribute a rule may ask about', () => {
    const own = named('Attributes').filter((name) => !name.startsWith('custom.'));
    expect(own.sort()).toEqual(modules.flatMap(({ attributes = [] }) => attributes.map(({ name }) => name)).sort());
  });

  it('names every function a rule may call', () => {
    const there = [...modules.flatMap(({ functions = [] }) => functions), ...builtinFunctions].map(({ name }) => name);
    expect(there.filter((name) => !named('Functions').includes(name))).toEqual([]);
  });

  it('names every type of activity that somebody outside the house may report, and none that there is not', () => {
    const types = modules.flatMap(({ activityTypes = [] }) => activityTypes);
    const reported = types.filter(({ origin }) => origin !== 'HOUSE').map(({ type }) => type);
    const told = named('Types of activities');
    expect(reported.filter((type) => !told.includes(type))).toEqual([]);
    expect(told.filter((type) => !types.some((each) => each.type === type))).toEqual([]);
  });
});
