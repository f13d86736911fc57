import type { Bench } from './bench.js';
import { ask, open } from './clients.js';
import { comparableAnswer, factsOf, keptAnswersOf, requireSame } from './facts.js';
import { seeded } from './purchases.js';
import type { HttpRequest, PointsKind, Side } from './requests.js';
import { captureRequest, pointsRequest } from './requests.js';

const PAIRS_COMPARED = 40;
const MOVES_A_PAIR = 3;
/** Enough to empty lots, so that some movements take from several. */
const POINTS_MAX = 400;

type Answer = Readonly<Record<string, unknown>>;
type Answers = Readonly<Record<Side, Answer>>;

/** How much was compared before anything was measured. */
export interface Compared {
  readonly answers: number;
  readonly replays: number;
  readonly rows: number;
  readonly draws: number;
}

/**
 * Moves the same points of the two members of a pair, of one through the product and of the other through the floor, each
 * request twice: answers, stored rows and the answers kept for repeats must be the same facts. Throws the difference.
 */
export async function comparePoints(bench: Bench, kind: PointsKind): Promise<Compared> {
  const { scratch, seeded: made } = bench;
  const clients = open(bench);
  const random = seeded(97);
  const counted = { answers: 0, replays: 0, rows: 0, draws: 0 };
  try {
    for (let pair = 0; pair < PAIRS_COMPARED; pair++) {
      const since = Date.now();
      const twins = { product: pair * 2, floor: pair * 2 + 1 } as const;
      const idOf = (side: Side): string => made.memberIds[twins[side]] ?? '';
      const both = async (what: string, request: (side: Side) => HttpRequest): Promise<Answers> => {
        const answers: Answers = { product: await twice('product', request('product')), floor: await twice('floor', request('floor')) }; // prettier-ignore
        const [product, floor] = (['product', 'floor'] as const).map((side) => comparableAnswer(answers[side], idOf(side), since)); // prettier-ignore
        requireSame(what, product, floor);
        counted.answers += 1;
        return answers;
      };
      const twice = async (side: Side, request: HttpRequest): Promise<Answer> => {
        const answer = await ask(clients[side], side, request);
        requireSame(`a repeat through the ${side}`, { ...answer, replayed: true }, await ask(clients[side], side, request)); // prettier-ignore
        counted.replays += 1;
        return answer;
      };
      for (let nth = 0; nth < MOVES_A_PAIR; nth++) {
        const amount = 1 + Math.floor(random() * POINTS_MAX);
        const order = (side: Side) => ({ customer: made.customers[twins[side]] ?? '', amount, reason: 'thank you', key: `same-${kind}-${pair}-${nth}-${side}` }); // prettier-ignore
        const answers = await both(`the answer to ${kind}`, (side) => pointsRequest(side, kind, order(side)));
        if (kind !== 'hold') continue;
        const holdId = (side: Side): string => (answers[side]['hold'] as { id: string }).id;
        await both('the answer to capture', (side) => captureRequest(side, holdId(side), `${order(side).key}-capture`));
      }
      const [product, floor] = [
        await factsOf(scratch.admin, idOf('product'), since),
        await factsOf(scratch.admin, idOf('floor'), since),
      ];
      requireSame('what is stored of a member', product, floor);
      const kept = await keptAnswersOf(scratch.admin, idOf('product'), since);
      requireSame('what is kept for repeats', kept, await keptAnswersOf(scratch.admin, idOf('floor'), since));
      if (kept.length === 0) throw new Error('The comparison has not seen an answer that is kept');
      counted.rows += Object.values(product).reduce((sum, rows) => sum + rows.length, kept.length);
      counted.draws += product['point_draws']?.length ?? 0;
    }
  } finally {
    for (const client of Object.values(clients)) client.close();
  }
  return counted;
}
