import { isIPv6 } from 'node:net';
import type { Caller } from '../kernel/caller.js';
import { callerKey } from '../kernel/caller.js';
import { Allowance } from '../kernel/graphql/allowance.js';
import { COST_MAX } from '../kernel/graphql/cost.js';
import type { Budget, Limits } from '../kernel/limits.js';
import type { Asked } from './whence.js';
import { addressOf } from './whence.js';

/** In points of cost a second: a till and a storefront never meet them, a scraper soon. */
export interface Budgets {
  readonly member: Budget;
  readonly brand: Budget;
  readonly operator: Budget;
  /** Of one address. */
  readonly visitor: Budget;
}

const BUDGETS: Budgets = {
  member: { perSecond: 500, burst: 5_000 },
  brand: { perSecond: 20_000, burst: 200_000 },
  operator: { perSecond: 500, burst: 5_000 },
  visitor: { perSecond: 200, burst: 2_000 },
};

const BURST_SECONDS = 10;

export interface AllowanceOptions {
  readonly trustedProxies?: number;
  readonly budgets?: Partial<Budgets>;
}

/** Who has to share a bucket with whom: one member, one key, one operator, the visitors of one address. */
export class Allowances {
  readonly #budgets: Budgets;
  readonly #trustedProxies: number;
  /** Budgets of keys with a rate of their own, by the rate. */
  readonly #rated = new Map<number, Budget>();

  readonly #places = new WeakMap<object, string>();

  constructor(
    private readonly limits: Limits,
    { budgets = {}, trustedProxies = 0 }: AllowanceOptions,
  ) {
    this.#budgets = { ...BUDGETS, ...budgets };
    this.#trustedProxies = trustedProxies;
  }

  of(caller: Caller, request: Asked): Allowance {
    switch (caller.kind) {
      case 'system':
        return new Allowance(this.limits, '', null);
      case 'visitor':
        return this.#ofAddress(request, caller.keyId ?? '');
      case 'brand':
        return new Allowance(this.limits, callerKey(caller), this.#brandBudget(caller.ratePerSecond));
      default:
        return new Allowance(this.limits, callerKey(caller), this.#budgets[caller.kind]);
    }
  }

  /** Charges a visitor the least there is, without waiting: whether it had that; null where that has to be asked elsewhere. */
  takeAtOnce({ keyId }: Caller, request: Asked): boolean | null {
    return this.limits.takeAtOnce(`${keyId ?? ''}@${this.addressOf(request)}`, 1, this.#budgets.visitor);
  }

  /** Of whoever sends credentials that are no good; apart from visitors, who may sit behind the same address. */
  ofGuesses(request: Asked): Allowance {
    return this.#ofAddress(request, 'guess');
  }

  /** The network a request came from: the same for every request of a connection, where no proxy speaks for others. */
  addressOf(request: Asked): string {
    if (this.#trustedProxies > 0) return this.#networkOf(request);
    const known = this.#places.get(request.socket);
    if (known !== undefined) return known;
    const place = this.#networkOf(request);
    this.#places.set(request.socket, place);
    return place;
  }

  #networkOf(request: Asked): string {
    return networkOf(addressOf(request, this.#trustedProxies) ?? '');
  }

  #ofAddress(request: Asked, whose: string): Allowance {
    return new Allowance(this.limits, `${whose}@${this.addressOf(request)}`, this.#budgets.visitor);
  }

  #brandBudget(rate: number | null | undefined): Budget {
    if (rate == null) return this.#budgets.brand;
    const known = this.#rated.get(rate);
    if (known) return known;
    const budget = { perSecond: rate, burst: Math.max(COST_MAX, rate * BURST_SECONDS) };
    this.#rated.set(rate, budget);
    return budget;
  }
}

/** For IPv6 the network of 64 bits, because one client has all of it. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':');
  const filled = address.includes('::')
    ? [...groups, ...Array<string>(Math.max(0, 8 - groups.length - tail.split(':').filter(Boolean).length)).fill('0')]
    : groups;
  return filled.slice(0, 4).map((group) => group || '0').join(':'); // prettier-ignore
}
