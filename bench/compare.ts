import type { Bench } from './bench.js';
import { ask, open } from './clients.js';
import { comparableAnswer, factsOf, requireSame } from './facts.js';
import { emptyOutbox } from './outbox.js';
import type { Purchase } from './purchases.js';
import { purchaseOf, seeded } from './purchases.js';
import type { Side } from './requests.js';
import { batchRequest, catalogueRequest, memberRequest, pageRequest, recordRequest } from './requests.js';

const PAIRS_COMPARED = 40;
const PURCHASES_A_PAIR = 4;
const PAGES_COMPARED = 12;

/** How much was compared before anything was measured. */
export interface Compared {
  readonly answers: number;
  readonly rows: number;
  readonly tierChanges: number;
  readonly replays: number;
}

/**
 * Gives the same purchases to the two members of a pair, to one through the product and to the other through the floor:
 * answers and stored rows must be the same facts. A repeat must answer again and write nothing. Throws the difference.
 */
export async function compareRecording(bench: Bench): Promise<Compared> {
  const { scratch, seeded: made } = bench;
  const clients = open(bench);
  const random = seeded(99);
  const counted = { answers: 0, rows: 0, tierChanges: 0, replays: 0 };
  await emptyOutbox(scratch.admin);
  try {
    for (let pair = 0; pair < PAIRS_COMPARED; pair++) {
      const twins = { product: pair * 2, floor: pair * 2 + 1 } as const;
      const idOf = (side: Side): string => made.memberIds[twins[side]] ?? '';
      for (let nth = 0; nth < PURCHASES_A_PAIR; nth++) {
        const purchase = large(purchaseOf(random, `same-${pair}-${nth}`, Date.now()), nth);
        const answers = { product: {}, floor: {} } as Record<Side, Record<string, unknown>>;
        for (const side of ['product', 'floor'] as const) {
          const request = recordRequest(side, made.customers[twins[side]] ?? '', {
            ...purchase,
            externalId: `${purchase.externalId}-${side}`,
          });
          const answer = await ask(clients[side], side, request);
          answers[side] = comparableAnswer(answer, idOf(side)) as Record<string, unknown>;
          const again = comparableAnswer(await ask(clients[side], side, request), idOf(side));
          requireSame(`a repeat through the ${side}`, { ...answers[side], replayed: true }, again);
          counted.replays += 1;
        }
        requireSame('the answer to a purchase', answers.product, answers.floor);
        counted.answers += 1;
        if (isTierChange(answers.product)) counted.tierChanges += 1;
      }
      const [product, floor] = [
        await factsOf(scratch.admin, idOf('product')),
        await factsOf(scratch.admin, idOf('floor')),
      ];
      requireSame('what is stored of a member', product, floor);
      counted.rows += Object.values(product).reduce((sum, rows) => sum + rows.length, 0);
    }
  } finally {
    for (const client of Object.values(clients)) client.close();
  }
  if (counted.tierChanges === 0) throw new Error('The comparison has not seen a change of tier');
  return counted;
}

/** Sends one batch about the members of many pairs, each of them twice, through both sides. Throws the difference. */
export async function compareBatch(bench: Bench): Promise<{ readonly lines: number; readonly rows: number }> {
  const { scratch, seeded: made } = bench;
  const clients = open(bench);
  const random = seeded(98);
  const pairs = Array.from({ length: PAIRS_COMPARED * 2 }, (_, at) => PAIRS_COMPARED + (at % PAIRS_COMPARED));
  const purchases = pairs.map((_, at) => large(purchaseOf(random, `batch-${at}`, Date.now()), at));
  await emptyOutbox(scratch.admin);
  try {
    const answers: Record<string, unknown> = {};
    for (const [twin, side] of (['product', 'floor'] as const).entries()) {
      const lines = pairs.map((pair, at) => {
        const purchase = purchases[at] as Purchase;
        return {
          customer: made.customers[pair * 2 + twin] ?? '',
          purchase: { ...purchase, externalId: `${purchase.externalId}-${side}` },
        };
      });
      answers[side] = comparableAnswer(await ask(clients[side], side, batchRequest(side, lines)), '');
    }
    requireSame('the answer to a batch', answers['product'], answers['floor']);
    let rows = 0;
    for (const pair of new Set(pairs)) {
      const product = await factsOf(scratch.admin, made.memberIds[pair * 2] ?? '');
      requireSame(
        'what is stored of a member',
        product,
        await factsOf(scratch.admin, made.memberIds[pair * 2 + 1] ?? ''),
      );
      rows += Object.values(product).reduce((sum, each) => sum + each.length, 0);
    }
    return { lines: pairs.length, rows };
  } finally {
    for (const client of Object.values(clients)) client.close();
  }
}

/** Reads the same members through both sides. Throws the difference. */
export async function compareReading(bench: Bench): Promise<{ readonly answers: number }> {
  const clients = open(bench);
  const memberIds = bench.seeded.memberIds.slice(0, PAIRS_COMPARED * 2);
  try {
    for (const id of memberIds) {
      const product = await ask(clients.product, 'product', memberRequest('product', id));
      requireSame('a member', product, await ask(clients.floor, 'floor', memberRequest('floor', id)));
    }
  } finally {
    for (const client of Object.values(clients)) client.close();
  }
  return { answers: memberIds.length };
}

/** Reads the same pages through both sides. Throws the difference. */
export async function comparePages(bench: Bench): Promise<{ readonly pages: number }> {
  const clients = open(bench);
  const [first, last] = bench.seeded.enrolled;
  const instants = Array.from(
    { length: PAGES_COMPARED },
    (_, at) => first + ((at + 1) * (last - first)) / PAGES_COMPARED,
  );
  try {
    for (const before of instants.map(Math.floor)) {
      const product = await ask(clients.product, 'product', pageRequest('product', before));
      requireSame('a page', product, await ask(clients.floor, 'floor', pageRequest('floor', before)));
    }
  } finally {
    for (const client of Object.values(clients)) client.close();
  }
  return { pages: instants.length };
}

/** Reads the catalogue through both sides, each more than once: the answer that is kept is the same. Throws the difference. */
export async function compareCatalogue(bench: Bench): Promise<{ readonly answers: number }> {
  const clients = open(bench, bench.seeded.pageToken);
  try {
    for (let run = 0; run < 3; run++) {
      const { status, body } = await clients.product.send(catalogueRequest('product'));
      const { data } = JSON.parse(body) as { data: unknown };
      requireSame('the catalogue', { status, data }, { status: 200, data: await ask(clients.floor, 'floor', catalogueRequest('floor')) }); // prettier-ignore
    }
  } finally {
    for (const client of Object.values(clients)) client.close();
  }
  return { answers: 3 };
}

/** Every third purchase is a large one, so that tiers are reached. */
function large(purchase: Purchase, nth: number): Purchase {
  if (nth % 3 !== 2) return purchase;
  return { ...purchase, payload: { ...purchase.payload, amountMinor: purchase.payload.amountMinor + 160_000 } };
}

function isTierChange(answer: Record<string, unknown>): boolean {
  return (answer['outcome'] as { tierChange: unknown }).tierChange !== null;
}
