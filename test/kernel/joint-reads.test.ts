import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bound } from '../../src/kernel/bind.js';
import type { Sql } from '../../src/kernel/database.js';
import { Loaders } from '../../src/kernel/graphql/loaders.js';
import { Reading } from '../../src/kernel/graphql/question.js';

/** A database that is only listened to: answers every part of a statement with the value it was asked for. */
function listening(answerMs = 5) {
  const statements: { questions: number; params: readonly Bound[] }[] = [];
  const recurring = async (text: string, params: readonly Bound[] = []) => {
    const questions = text.split(' UNION ALL ').length;
    statements.push({ questions, params });
    await sleep(answerMs);
    if (params.includes('broken')) throw new Error('This value breaks a statement');
    return params.map((param, question) => ({ question, body: JSON.stringify([param]) }));
  };
  const sql = { engine: 'mysql', recurring } as unknown as Sql;
  return { statements, reading: new Reading(sql) };
}

const ask = (loaders: Loaders, table: string, id: string) =>
  loaders.ask<{ id: string }>({ columns: ['id'], from: `FROM ${table} WHERE id = ?`, params: [id] });

/** A database that answers rows as they are, each value under the number of its question. */
function listing() {
  const texts: string[] = [];
  const recurring = (text: string, params: readonly Bound[] = []) => {
    texts.push(text);
    return Promise.resolve(params.map((id, question) => ({ question, id })));
  };
  return { texts, reading: new Reading({ engine: 'mysql', recurring } as unknown as Sql) };
}

/** What a request does: asks two things in the same moment. */
const request = (reading: Reading, id: string) => {
  const loaders = new Loaders(reading);
  return Promise.all([ask(loaders, 'members', id), ask(loaders, 'tiers', `${id}'s tier`)]);
};

describe('requests that arrive together', () => {
  it('share statements, and each is answered what it asked', async () => {
    const { statements, reading } = listening();
    const ids = Array.from({ length: 13 }, (_, at) => `m${at}`);

    const answers = await Promise.all(ids.map((id) => request(reading, id)));

    expect(answers).toEqual(ids.map((id) => [[{ id }], [{ id: `${id}'s tier` }]]));
    expect(statements.map(({ questions }) => questions)).toEqual([16, 10]); // 8 and 5 requests with two questions
  });

  it('wait two milliseconds for company while a statement is under way, and not for its end', async () => {
    const { statements, reading } = listening(2_000);
    let isAnswered = false;
    const first = request(reading, 'first').then(() => (isAnswered = true));
    await sleep(10);
    const others = Promise.all([request(reading, 'second'), request(reading, 'third')]);
    while (statements.length < 2) await sleep(1);

    expect(isAnswered).toBe(false);
    expect(statements[1]?.questions).toBe(4);
    await Promise.all([first, others]);
  });

  it('do not fail with the one whose values break the statement', async () => {
    const { reading } = listening();
    const [good, bad, better] = await Promise.allSettled(
      ['good', 'broken', 'better'].map((id) => request(reading, id)),
    );

    expect([good?.status, bad?.status, better?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('are read apart when they ask for different things', async () => {
    const { statements, reading } = listening();
    const loaders = new Loaders(reading);
    const other = Promise.all([ask(loaders, 'members', 'x'), ask(loaders, 'wallets', 'y')]);
    await Promise.all([request(reading, 'a'), other]);

    expect(statements.map(({ params }) => params)).toEqual([
      ['x', 'y'],
      ['a', "a's tier"],
    ]);
  });
});

describe('what a request asks about many things', () => {
  it('is read as rows in a statement of its own, beside what it asks about few', async () => {
    const { texts, reading } = listing();
    const loaders = new Loaders(reading);
    const ids = Array.from({ length: 16 }, (_, at) => `m${at}`);
    const many = Promise.all(ids.map((id) => ask(loaders, 'members', id)));
    const few = ask(loaders, 'tiers', 'gold');

    expect((await many).map((rows) => rows.map(({ id }) => id))).toEqual(ids.map((id) => [id]));
    expect(await few).toMatchObject([{ id: 'gold' }]);
    expect(texts.map((text) => [text.split(' UNION ALL ').length, text.includes('json')])).toEqual([
      [16, false],
      [1, false],
    ]);
  });
});
