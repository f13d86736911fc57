import { setTimeout as sleep } from 'node:timers/promises';
import type { Book } from './book.js';
import { between, oneOf, shuffled } from './chance.js';
import type { Points } from './operation.js';
import { capture, hold, purchase, refund, release, reverse, spend, transfer } from './operation.js';
import { MEMBER_IDS } from './program.js';

const THINKING_MS = [40, 160] as const;
const AT_THE_TILL_MS = [0, 400] as const;

/** A till: does one thing after another and waits for each. */
export class Client {
  #done = 0;

  constructor(
    private readonly number: number,
    private readonly book: Book,
  ) {}

  async work(isOver: () => boolean): Promise<void> {
    const turns = [this.#give, this.#give, this.#reserve, this.#reserve, this.#pay, this.#sell, this.#sell];
    while (!isOver()) {
      await oneOf(turns).call(this);
      await sleep(between(...THINKING_MS));
    }
  }

  async #give(): Promise<void> {
    const [from = '', to = ''] = shuffled(MEMBER_IDS);
    await this.book.settle(transfer(this.#key(), from, to, somePoints()));
  }

  async #pay(): Promise<void> {
    const amount = between(1, 25);
    const transferId = await this.book.settle(spend(this.#key(), oneOf(MEMBER_IDS), amount));
    if (transferId && Math.random() < 0.3) await this.book.settle(reverse(this.#key(), transferId, amount));
  }

  /** What is held is taken whole, in part, in two parts, let go, or forgotten until its time is over. */
  async #reserve(): Promise<void> {
    const { wallet, amount } = somePoints();
    const holdId = await this.book.settle(hold(this.#key(), oneOf(MEMBER_IDS), { wallet, amount }));
    if (holdId === null) return;
    await sleep(between(...AT_THE_TILL_MS));
    const how = oneOf(wallet === 'vault' ? ['let go', 'forgotten'] : ['whole', 'part', 'parts', 'let go', 'forgotten']);
    const part = between(1, amount);
    if (how === 'whole') await this.book.settle(capture(this.#key(), holdId, amount, true));
    if (how === 'part') await this.book.settle(capture(this.#key(), holdId, part, true));
    if (how === 'parts') {
      await this.book.settle(capture(this.#key(), holdId, part, false));
      if (part < amount) await this.book.settle(capture(this.#key(), holdId, amount - part, true));
    }
    if (how === 'let go') await this.book.settle(release(this.#key(), holdId));
  }

  /** A purchase, half of them paid with some points too; many come back, whole or in two parts. */
  async #sell(): Promise<void> {
    const member = oneOf(MEMBER_IDS);
    const orderId = `order-${this.#key()}`;
    const hundreds = between(2, 19);
    const isPaidInPoints = Math.random() < 0.5;
    if (isPaidInPoints) {
      const order = { orderId, amountMinor: hundreds * 100 };
      await this.book.settle(spend(this.#key(), member, between(1, hundreds), order));
    }
    const activityId = await this.book.settle(purchase(this.#key(), member, orderId, hundreds * 100));
    if (activityId === null || Math.random() < 0.5) return;
    const first = between(1, hundreds);
    await this.book.settle(refund(this.#key(), member, orderId, first * 100));
    if (first < hundreds) await this.book.settle(refund(this.#key(), member, orderId, (hundreds - first) * 100));
  }

  #key(): string {
    this.#done += 1;
    return `c${this.number}-${this.#done}`;
  }
}

function somePoints(): Points {
  return { wallet: oneOf(['points', 'vault']), amount: between(1, 50) };
}
