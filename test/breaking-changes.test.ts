import { describe, expect, it } from '@jest/globals';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const folder = new URL('..', import.meta.url);
const current = readFileSync(new URL('schema/schema.graphql', folder), 'utf8');

/** The schema front ends were promised: of the last tag, or the copy kept at the last release where there is no repository. */
function promised(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }); // prettier-ignore
    return git('show', `${git('describe', '--tags', '--abbrev=0').trim()}:schema/schema.graphql`);
  } catch {
    return readFileSync(new URL('schema/published.graphql', folder), 'utf8');
  }
}

async function breaking(before: string, after: string): Promise<string[]> {
  const changes = await diff(buildSchema(before), buildSchema(after));
  return changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking).map(({ message }) => message); // prettier-ignore
}

describe('the schema', () => {
  it('takes nothing away that was promised (else: deprecate it, or see schema/CHANGELOG.md)', async () => {
    expect(await breaking(promised(), current)).toEqual([]);
  });

  it.each([
    ['a field that is gone', 'type Money {', 'type Money2 {'],
    ['an argument that is gone', 'member(\n', 'memberOnce(\n'],
    ['an enum value that is gone', '  VISITOR\n', '  GUEST\n'],
    ['a field that may be null now', 'serverTime: DateTime!', 'serverTime: DateTime'],
    ['an input field that must be there now', 'occurredAt: DateTime\n', 'occurredAt: DateTime!\n'],
  ])('is not changed without somebody noticing %s', async (_, from, to) => {
    const changed = current.replaceAll(from, to).replaceAll(': Money\n', from.includes('Money') ? ': Money2\n' : ': Money\n').replaceAll(': Money!', from.includes('Money') ? ': Money2!' : ': Money!'); // prettier-ignore
    expect(changed).not.toBe(current);
    expect(await breaking(current, changed)).not.toEqual([]);
  });
});
