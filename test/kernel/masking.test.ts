import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../src/kernel/graphql/context.js';
import { allMasked } from '../../src/kernel/graphql/masking.js';

type Place = (string | number)[];

const context = { requestId: 'req_1' } as RequestContext;
const refusedAt = (...path: Place) => new GraphQLError('No', { path, extensions: { code: 'FORBIDDEN' } });
const mistakeAt = (...path: Place) => new GraphQLError('Odd', { path, extensions: { code: 'BAD_USER_INPUT' } });
const placesOf = (errors: readonly GraphQLError[]) => allMasked(context, errors).map(({ path }) => path);

describe('The errors of one answer', () => {
  it('come in the order of their places, whichever was met first', () => {
    const places: Place[] = [['members', 'nodes', 10, 'name'], ['feed'], ['members', 'nodes', 9, 'name']];
    expect(placesOf(places.map((place) => mistakeAt(...place)))).toEqual([places[1], places[2], places[0]]);
  });

  it('tell a refused field of a list for its first item, whichever item was met first', () => {
    const places: Place[] = [
      ['members', 'nodes', 0, 'version'],
      ['members', 'nodes', 1, 'version'],
      ['members', 'nodes', 2, 'version'],
      ['members', 'nodes', 2, 'wallet', 'version'],
      ['members', 'nodes', 11, 'wallet', 'version'],
    ];
    const anyOrder = fc.shuffledSubarray(places, { minLength: places.length });
    fc.assert(
      fc.property(anyOrder, (met) => {
        expect(placesOf(met.map((place) => refusedAt(...place)))).toEqual([places[0], places[3]]);
      }),
    );
  });

  it('tell every mistake, at whatever item of a list', () => {
    expect(placesOf([mistakeAt('members', 1, 'name'), mistakeAt('members', 0, 'name')])).toHaveLength(2);
  });
});
