import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered } from '../api/open-api.js';
import type { Asker } from './callers.js';
import type { Canaries } from './canaries.js';
import { valuesIn } from './canaries.js';
import type { Choose } from './inputs.js';
import type { Question } from './questions.js';
import type { World } from './world.js';

/** How a thing that is named belongs to the asker. */
export type Whose = 'own' | 'foreign' | 'unknown';

export interface Walked {
  /** By who asked what about what: the answer as it is compared. */
  readonly answers: Map<string, string>;
  /** What was learnt that is somebody else's, and from which question. */
  readonly leaks: Set<string>;
  /** Fields of the roots that somebody was answered with something. */
  readonly answered: Set<string>;
  requests: number;
  comparisons: number;
}

export const nothingWalked = (): Walked => ({
  answers: new Map(),
  leaks: new Set(),
  answered: new Set(),
  requests: 0,
  comparisons: 0,
});

/** What a program names is everybody's. */
const PUBLIC: Readonly<Record<string, string>> = {
  brd: 'brd_host',
  wal: 'wal_points',
  tie: 'tie_silver',
  seg: 'seg_asks',
  bnf: 'bnf_walk-coupon',
  pkg: 'pkg_walk-card',
};
/** Time for a client to notice that a connection it keeps was closed. */
const NOTICING_MS = 100;
const UNKNOWN = '00000000000000000000000000';

/** Things to name, by the letters their ids start with and by what brands know members by. */
export async function choicesFor(world: World, canaries: Canaries, asker: Asker): Promise<Record<Whose, Choose>> {
  const { reader } = world.api.house.database;
  const rows = await reader.rows<{ kind: string; value: string; brandId: string; memberId: string }>('SELECT kind, value, brandId, memberId FROM member_identities ORDER BY id'); // prettier-ignore
  const [own, foreign] = [canaries.ids(asker, true), canaries.ids(asker, false)];
  const reports = await reader.rows<{ value: string; brandId: string }>('SELECT externalId AS value, brandId FROM activities WHERE externalId IS NOT NULL ORDER BY id'); // prettier-ignore
  const reported = (isOwn: boolean) => reports.find(({ brandId }) => (brandId === asker.brandId) === isOwn)?.value;
  const identity = (kind: string, isOwn: boolean) => {
    const isIts = (row: (typeof rows)[number]) =>
      asker.kind === 'member' ? row.memberId === asker.memberId : row.brandId === asker.brandId;
    return rows.find((row) => row.kind === kind && isIts(row) === isOwn)?.value;
  };
  const cursors = {
    own: await cursorFor(world, asker.token),
    foreign: await cursorFor(world, world.keys[asker.brandId === 'brd_south' ? 'north' : 'south']),
  };
  const choose =
    (ids: Map<string, string[]>, isOwn: boolean): Choose =>
    (kind) => {
      if (kind === 'cursor') return cursors[isOwn ? 'own' : 'foreign'] ?? 'none';
      if (kind in PUBLIC) return isOwn && PUBLIC[kind] ? PUBLIC[kind] : unknownOf(kind);
      if (kind === 'reported') return reported(isOwn) ?? unknownOf(kind);
      return ids.get(kind)?.at(-1) ?? identity(kind, isOwn) ?? unknownOf(kind);
    };
  return { own: choose(own, true), foreign: choose(foreign, false), unknown: unknownOf };
}

function unknownOf(kind: string): string {
  if (kind === 'email') return 'nobody@example.com';
  if (kind === 'phone') return '+14155559999';
  if (kind === 'external') return 'nobody';
  if (kind === 'cursor') return 'bm9ib2R5.AAAAAAAAAAAA';
  return kind in PUBLIC ? `${kind}_nobody` : `${kind}_${UNKNOWN}`;
}

async function cursorFor({ api }: World, token: string | undefined): Promise<string | null> {
  const { data } = await api.ask('{ members(first: 1) { pageInfo { endCursor } } }', {}, { token });
  return (data as { members?: { pageInfo?: { endCursor?: string } } } | null)?.members?.pageInfo?.endCursor ?? null;
}

/**
 * Asks everything as everybody, about its own, about what is somebody else's and about nothing, and looks for leaks. One
 * question after the other, so that the server knows its documents by the time the next one asks.
 */
export async function walk(
  world: World,
  canaries: Canaries,
  askers: readonly Asker[],
  questions: readonly Question[],
  into: Walked,
  among: readonly Whose[] = ['own', 'foreign', 'unknown'],
): Promise<void> {
  await sleep(NOTICING_MS); // making up questions takes long, and the server has hung up meanwhile
  const choices = new Map<Asker, Record<Whose, Choose>>();
  for (const asker of askers) choices.set(asker, await choicesFor(world, canaries, asker));
  for (const question of questions) {
    for (const [asker, chosen] of choices) {
      for (const whose of question.namesThing ? among : among.filter((each) => each === 'own')) {
        await askAbout(world, canaries, asker, question, whose, chosen[whose], into);
      }
    }
  }
}

async function askAbout(
  world: World,
  canaries: Canaries,
  asker: Asker,
  question: Question,
  whose: Whose,
  choose: Choose,
  into: Walked,
): Promise<void> {
  const { token, headers } = asker;
  const chosen = new Map<string, string>();
  const variables = question.variables((kind) => remember(chosen, kind, choose(kind)));
  const answers = [];
  let types: ReadonlySet<string> | null = null;
  for (const document of question.documents) {
    if (types && !canMatch(document, types)) continue;
    const answer = await world.api.ask(document, variables, { token, ...(headers ? { headers } : {}) });
    into.requests += 1;
    look(canaries, asker, question, answer, new Set(valuesIn(variables)), into);
    answers.push(comparable(answer, variables));
    if ((answer.data as Record<string, unknown> | undefined)?.[question.field] != null)
      into.answered.add(question.field);
    if (isEnd(question, answer)) break;
    if (question.isOfAnyType) types ??= typesIn((answer.data as Record<string, unknown>)[question.field]);
  }
  into.answers.set(`${asker.name} | ${question.field}(${question.about}) ${JSON.stringify(shape(variables, chosen))} | ${whose}`, answers.join('\n')); // prettier-ignore
}

/** The first document asks of which types things are; what later ones ask of other types matches nothing. */
function canMatch(document: string, types: ReadonlySet<string>): boolean {
  return [...types].some((type) => document.includes(`... on ${type} {`));
}

function typesIn(answered: unknown): ReadonlySet<string> {
  const things = (Array.isArray(answered) ? answered : [answered]) as ({ readonly __typename: string } | null)[];
  return new Set(things.flatMap((thing) => thing?.__typename ?? []));
}

/** Who is told nothing, or why not, is told the same whatever it selects. */
function isEnd({ field }: Question, { data }: Answered): boolean {
  const answered = (data as Record<string, { readonly errors?: readonly object[] } | null> | null | undefined)?.[field];
  if (Array.isArray(answered) && answered.every((item) => item === null)) return true;
  return !answered || (answered.errors ?? []).length > 0;
}

function remember(chosen: Map<string, string>, kind: string, value: string): string {
  chosen.set(value, `<${kind}>`);
  return value;
}

/** The variables with what was chosen taken out: the same question about something else has the same shape. */
function shape(variables: unknown, chosen: ReadonlyMap<string, string>): unknown {
  return JSON.parse(JSON.stringify(variables), (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    const exact = chosen.get(value);
    if (exact !== undefined) return exact;
    if (value.startsWith('zq')) return '<fresh>';
    return value.includes('\n') ? named(value, chosen) : value; // a file names things in its lines
  });
}

function named(file: string, chosen: ReadonlyMap<string, string>): string {
  const lines = file.split('\n').map((line) => chosen.get(line) ?? line);
  return lines.join('\n');
}

/** What somebody sent itself it may read in the answer. */
function look(canaries: Canaries, asker: Asker, { field, about }: Question, { data, errors, extensions }: Answered, sent: ReadonlySet<string | number>, into: Walked): void {
  for (const value of valuesIn({ data, errors, extensions })) {
    into.comparisons += 1;
    if (canaries.sees(asker, value) || sent.has(value)) continue;
    into.leaks.add(`${asker.name} learns ${value} (${canaries.whose(value)}) from ${field}(${about})`);
  }
} // prettier-ignore

/** An answer without what is another one each time: the ids of requests, and what was sent. */
function comparable({ status, data, errors }: Answered, variables: Record<string, unknown>): string {
  let text = JSON.stringify({ status, data, errors })
    .replace(/"req_\w+"/g, '"<request>"')
    .replace(/"locations":\[[^\]]*\],/g, ''); // told of documents nobody knows yet
  text = text.replace(/zq\d+-walk[\w-]*/g, '<fresh>');
  const sent = textsIn(variables).sort((a, b) => b.length - a.length);
  for (const value of sent) text = text.replaceAll(JSON.stringify(value).slice(1, -1), '<sent>');
  return text;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 3 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What a mutation makes has an id of its own, and so have cursors and tokens that lead to it. */
function made(answers: string): string {
  return answers
    .replace(/[a-z]{2,4}_[0-9A-HJKMNP-TV-Z]{26}/g, '<id>')
    .replace(/"[\w-]{16,}(?:\.[\w-]{12,})+"/g, '"<sealed>"');
}

/** Questions whose answer about somebody else's differs from the answer about nothing: both must look the same. */
export function differences({ answers }: Walked): { readonly compared: number; readonly told: string[] } {
  const told: string[] = [];
  let compared = 0;
  for (const [key, answer] of answers) {
    if (!key.endsWith('| foreign')) continue;
    const nothing = answers.get(key.replace(/foreign$/, 'unknown'));
    compared += 1;
    if (made(answer) !== made(nothing ?? 'was not asked')) told.push(`${key}\n  foreign ${around(made(answer), made(nothing ?? ''))}\n  unknown ${around(made(nothing ?? ''), made(answer))}`); // prettier-ignore
  }
  return { compared, told };
}

/** Where a member stands is the program's word to every brand it is linked to (docs/decisions/0050); keys are used by asking. */
const STANDING: ReadonlySet<string> = new Set([
  'lastUsedAt',
  'balances',
  'available',
  'text',
  'message',
  'nextActions',
  'rateLimit',
]);

/** Answers that became others, but for where members stand. */
export function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].flatMap(([key, answer]) => {
    const [then, now] = [withoutStanding(before.get(key) ?? 'was not asked'), withoutStanding(answer)];
    return then === now ? [] : [`${key}\n  before ${around(then, now)}\n  after  ${around(now, then)}`];
  });
}

function withoutStanding(answers: string): string {
  const told = (name: string, value: unknown) => (STANDING.has(name) ? '<standing>' : value);
  return answers.split('\n').map((answer) => (answer.startsWith('{') ? JSON.stringify(JSON.parse(answer, told)) : answer)).join('\n'); // prettier-ignore
}

/** A text where it begins to differ from another. */
function around(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  return text.slice(Math.max(0, at - 200), at + 200);
}
