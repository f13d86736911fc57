import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { violationsOf } from './support/architecture/rules.js';
import { readSources } from './support/architecture/source.js';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

describe('the architecture', () => {
  it('has no file that breaks its rules', () => {
    const files = readSources(pathOf('..'));
    expect(files.length).toBeGreaterThan(90);
    expect(violationsOf(files)).toEqual([]);
  });

  it('rejects a house that breaks every rule, and names each violation', () => {
    expect(violationsOf(readSources(pathOf('support/bad-house')))).toEqual([
      'barrel: src/modules/members/index.ts exports everything of another file',
      'cycle: src/modules/points/ledger.ts → src/modules/points/lots.ts → src/modules/points/ledger.ts',
      'door: src/modules/points/points.resolver.ts imports src/modules/members/enrol.ts past the door of members',
      'door: src/modules/tiers/index.ts imports src/modules/points/module.ts past the door of points',
      'name: src/kernel/points-clock.ts has a loyalty word',
      'name: src/modules/members/helpers/names.ts says nothing about what is in it',
      'resolver: src/modules/points/points.resolver.ts has an if',
      'row: migrations/0001-first.ts (row 0) imports src/modules/members/index.ts (row 2)',
      'row: src/kernel/points-clock.ts (row 0) imports src/modules/members/index.ts (row 2)',
      'row: src/modules/members/enrol.ts (row 2) imports src/modules/points/index.ts (row 3)',
      'row: src/modules/sparkle/index.ts belongs to no row',
      'row: src/modules/tiers/index.ts (row 4) imports src/modules/reviews/index.ts (row 4)',
      'state: src/modules/reviews/index.ts keeps claims between calls',
      'state: src/modules/reviews/index.ts keeps count between calls',
    ]);
  });
});
