import type { Sql } from '../../../kernel/database.js';
import type { Question } from '../metric.js';
import type { BgNbd, Rhythm } from './bg-nbd.js';
import { expectedPurchases, fitBgNbd } from './bg-nbd.js';
import type { Customer } from './customers.js';
import { customersIn } from './customers.js';
import type { GammaGamma, Spending } from './gamma-gamma.js';
import { expectedSpend, fitGammaGamma } from './gamma-gamma.js';

/** Fewer who came back say too little. */
const BACK_MIN = 30;
/** Models are fitted to so many customers at most; what is expected is then added up over all. */
const FITTED_MAX = 10_000;
const WEEKS_AHEAD = 365 / 7;

export interface Models {
  readonly purchases: BgNbd;
  readonly spend: GammaGamma;
}

/** What customers are expected to bring in the 12 months after the period, by slot; null where too few came back to tell. */
export async function foretold(
  database: Sql,
  question: Question,
): Promise<ReadonlyMap<Customer['slot'], number> | null> {
  const models = await fitted(await sampled(database, question));
  if (!models) return null;
  const sums = new Map<Customer['slot'], number>();
  for await (const page of customersIn(database, question)) {
    for (const customer of page) {
      sums.set(customer.slot, (sums.get(customer.slot) ?? 0) + valueOf(models, customer));
    }
  }
  const rounded = [...sums].map(([slot, sum]) => [slot, Math.round(sum)] as const);
  return rounded.every(([, sum]) => Number.isSafeInteger(sum)) ? new Map(rounded) : null;
}

/** Both models of some customers. */
export async function fitted(customers: readonly (Rhythm & Spending)[]): Promise<Models | null> {
  if (customers.filter(({ repeats, mean }) => repeats > 0 && mean > 0).length < BACK_MIN) return null;
  const { model: purchases } = await fitBgNbd(customers);
  const spend = await fitGammaGamma(customers);
  return spend.q > 1 ? { purchases, spend } : null; // else the mean of what anybody spends has no bound
}

function valueOf({ purchases, spend }: Models, customer: Customer): number {
  return expectedPurchases(purchases, customer, WEEKS_AHEAD) * expectedSpend(spend, customer);
}

/** Customers spread evenly over all: whenever there are too many, every other one is let go. */
async function sampled(database: Sql, question: Question): Promise<Customer[]> {
  let kept: Customer[] = [];
  let [step, seen] = [1, 0];
  for await (const page of customersIn(database, question)) {
    for (const customer of page) {
      if (seen++ % step === 0) kept.push(customer);
      if (kept.length <= FITTED_MAX) continue;
      kept = kept.filter((_, at) => at % 2 === 0);
      step *= 2;
    }
  }
  return kept;
}
