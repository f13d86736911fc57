import { setTimeout as sleep } from 'node:timers/promises';
import type { BankServer } from './bank-server.js';
import { MEMBERS } from './bank-program.js';

const DONE = 'errors { code } replayed';
const TRANSFER = `mutation T($member: MemberRef!, $to: MemberRef!, $input: PointsInput!, $key: String!) { done: pointsTransfer(member: $member, to: $to, input: $input, idempotencyKey: $key) { ${DONE} transfer { id } } }`;
const SPEND = `mutation S($member: MemberRef!, $input: PointsInput!, $key: String!) { done: pointsSpend(member: $member, input: $input, idempotencyKey: $key) { ${DONE} transfer { id } } }`;
const HOLD = `mutation H($member: MemberRef!, $input: PointsInput!, $key: String!) { done: pointsHold(member: $member, input: $input, idempotencyKey: $key) { ${DONE} hold { id } } }`;
const CAPTURE = `mutation C($holdId: ID!, $amount: SafeInt, $reason: String!, $key: String!) { done: pointsCapture(holdId: $holdId, amount: $amount, reason: $reason, idempotencyKey: $key) { ${DONE} transfer { id } } }`;
const RELEASE = `mutation R($holdId: ID!, $reason: String!, $key: String!) { done: pointsRelease(holdId: $holdId, reason: $reason, idempotencyKey: $key) { ${DONE} } }`;
const REVERSE = `mutation V($transferId: ID!, $reason: String!, $key: String!) { done: pointsReverse(transferId: $transferId, reason: $reason, idempotencyKey: $key) { ${DONE} transfer { id } } }`;
const RECORD = `mutation A($member: MemberRef!, $input: ActivityInput!) { done: activityRecord(member: $member, input: $input) { ${DONE} activity { id } } }`;

/** What a client was told it had done: `key` stands in the reason of the transfer, or is the external id of the activity. */
export interface Acknowledged {
  readonly kind: 'transfer' | 'spend' | 'capture' | 'reverse' | 'purchase' | 'refund';
  readonly key: string;
  readonly id: string;
}

interface Answer {
  readonly errors: readonly { readonly code: string }[];
  readonly replayed: boolean;
  readonly transfer?: { readonly id: string } | null;
  readonly hold?: { readonly id: string } | null;
  readonly activity?: { readonly id: string } | null;
}

/** Codes after which a till tries again with the same key. */
const AGAIN: ReadonlySet<string> = new Set(['UPSTREAM_DOWN', 'IDEMPOTENCY_IN_PROGRESS', 'INTERNAL_SERVER_ERROR']);
const WAIT_MS_MAX = 8_000;

/** A till of the bank: does one thing after the other, and asks again with the same key until it is told how it ended. */
export class BankClient {
  readonly acknowledged: Acknowledged[] = [];
  readonly refused = new Map<string, number>();
  readonly retried = new Map<string, number>();
  #count = 0;

  constructor(
    private readonly name: string,
    private readonly server: BankServer,
    private readonly token: string,
    private readonly random: () => number,
  ) {}

  async run(isOver: () => boolean): Promise<void> {
    const acts = [() => this.#transfer(), () => this.#transfer(), () => this.#spend(), () => this.#hold(), () => this.#refund()]; // prettier-ignore
    while (!isOver()) await acts[Math.floor(this.random() * acts.length)]?.();
  }

  async #transfer(): Promise<void> {
    const [member, to] = [this.#member(), this.#member()];
    const key = this.#key('transfer');
    const wallet = this.random() < 0.7 ? 'bank' : 'points';
    const input = { wallet, amount: this.#amount(), reason: key };
    this.#note('transfer', key, (await this.#ask(TRANSFER, { member, to, input, key }))?.transfer?.id);
  }

  async #spend(): Promise<void> {
    const key = this.#key('spend');
    const input = { wallet: 'points', amount: this.#amount(), reason: key };
    const spent = await this.#ask(SPEND, { member: this.#member(), input, key });
    this.#note('spend', key, spent?.transfer?.id);
    if (!spent?.transfer || this.random() < 0.5) return;
    const back = this.#key('reverse');
    const reversed = await this.#ask(REVERSE, { transferId: spent.transfer.id, reason: back, key: back });
    this.#note('reverse', back, reversed?.transfer?.id);
  }

  async #hold(): Promise<void> {
    const key = this.#key('hold');
    const amount = this.#amount() + 1;
    const held = await this.#ask(HOLD, {
      member: this.#member(),
      input: { wallet: 'points', amount, reason: key },
      key,
    });
    if (!held?.hold) return;
    const end = this.#key('capture');
    const variables = { holdId: held.hold.id, reason: end, key: end };
    if (this.random() < 0.3) await this.#ask(RELEASE, variables);
    else {
      const part = this.random() < 0.5 ? amount : Math.ceil(amount / 2);
      this.#note('capture', end, (await this.#ask(CAPTURE, { ...variables, amount: part }))?.transfer?.id);
    }
  }

  async #refund(): Promise<void> {
    const member = this.#member();
    const [bought, returned] = [this.#key('purchase'), this.#key('refund')];
    const amountMinor = 1_000 + Math.floor(this.random() * 9_000);
    const purchase = { type: 'purchase', externalId: bought, purchase: { orderId: bought, amountMinor } };
    const recorded = await this.#ask(RECORD, { member, input: purchase });
    this.#note('purchase', bought, recorded?.activity?.id);
    if (!recorded?.activity || this.random() < 0.4) return;
    const part = this.random() < 0.5 ? amountMinor : Math.ceil(amountMinor / 3);
    const refund = { type: 'refund', externalId: returned, refund: { orderId: bought, amountMinor: part } };
    this.#note('refund', returned, (await this.#ask(RECORD, { member, input: refund }))?.activity?.id);
  }

  #note(kind: Acknowledged['kind'], key: string, id: string | undefined): void {
    if (id !== undefined) this.acknowledged.push({ kind, key, id });
  }

  /** Asks until it is answered; null for a refusal. */
  async #ask(query: string, variables: object): Promise<Answer | null> {
    for (;;) {
      const code = await this.#once(query, variables);
      if (typeof code !== 'string') return code;
      if (AGAIN.has(code) || code.startsWith('no answer')) {
        this.retried.set(code, (this.retried.get(code) ?? 0) + 1);
        await sleep(50 + this.random() * 150);
      } else {
        this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
        return null;
      }
    }
  }

  /** The answer, or why there is none: the code of a refusal, of an error, or of silence. */
  async #once(query: string, variables: object): Promise<Answer | string> {
    try {
      const response = await fetch(`${this.server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(WAIT_MS_MAX),
      });
      const { data, errors } = (await response.json()) as { data?: { done: Answer | null }; errors?: { extensions: { code: string } }[] }; // prettier-ignore
      const code = errors?.[0]?.extensions.code ?? data?.done?.errors[0]?.code;
      return code ?? data?.done ?? 'no answer in it';
    } catch {
      return 'no answer';
    }
  }

  #key(what: string): string {
    this.#count += 1;
    return `${this.name}-${what}-${this.#count}`;
  }

  #member(): { externalId: string } {
    return { externalId: `m-${Math.floor(this.random() * MEMBERS)}` };
  }

  #amount(): number {
    return 1 + Math.floor(this.random() * 40);
  }
}
