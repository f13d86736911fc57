import type { Plan } from '../../src/kernel/expression/index.js';
import { act, earn, freshId } from './acts.js';
import type { TestHouse } from './house.js';

/** How somebody follows advice: what orders come to beside what is asked for, and which interactions it chooses. */
export interface Manner {
  readonly orderMinor: number;
  readonly interaction: string;
}

/** Does what an explanation proposes, by the operations everybody uses: purchases, interactions, points that are given. */
export async function follow(test: TestHouse, memberId: string, plan: Plan, manner: Manner): Promise<void> {
  for (const payload of purchasesOf(plan, manner.orderMinor)) await act(test, memberId, 'purchase', payload);
  for (const { kind, amount, about } of plan) {
    if (kind === 'INTERACT') for (let nth = 0; nth < amount; nth++) await act(test, memberId, manner.interaction);
    if (kind === 'EARN') await earn(test, memberId, amount, about ?? '');
  }
}

function purchasesOf(plan: Plan, orderMinor: number) {
  const orders = plan.find(({ kind }) => kind === 'ORDER')?.amount ?? 0;
  const spends = plan.filter(({ kind }) => kind === 'SPEND');
  const lines = spends.flatMap(({ about, amount }) => (about ? [{ sku: `any ${about}`, category: about, amountMinor: amount }] : [])); // prettier-ignore
  const ofLines = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const whole = Math.max(ofLines, ...spends.filter(({ about }) => !about).map(({ amount }) => amount));
  const paid = spends.length > 0 ? [{ orderId: freshId('order'), amountMinor: whole, ...(lines.length > 0 ? { lines } : {}) }] : []; // prettier-ignore
  const rest = Array.from({ length: Math.max(0, orders - paid.length) }, () => ({ orderId: freshId('order'), amountMinor: orderMinor })); // prettier-ignore
  return [...paid, ...rest];
}
