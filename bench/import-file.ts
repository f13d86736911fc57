import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { purchaseOf, seeded } from './purchases.js';

const PURCHASES_A_CUSTOMER = 4;
const DAY_MS = 86_400_000;
const DAYS = 300;

/** How the file is read. */
export const IMPORT_MAPPING = `
kind: activities
format: { type: csv }
currency: USD
activity:
  externalId: '{order}'
  orderId: '{order}'
  occurredAt: '{date}'
  amount: '{amount}'
  line: { sku: '{sku}', category: '{category}' }
member: { externalId: '{customer}', enrol: true }
`;

/** A file of purchases of the last months, by day, of customers nobody knows yet. */
export async function writeImportFile(folder: string, round: number, purchases: number): Promise<string> {
  const random = seeded(10_000 + round);
  const customers = Math.max(1, Math.round(purchases / PURCHASES_A_CUSTOMER));
  const first = Date.now() - (DAYS + 1) * DAY_MS;
  const rows = Array.from({ length: purchases }, (_, at) => {
    const occurredAt = first + Math.floor((at / purchases) * DAYS * DAY_MS);
    const { payload } = purchaseOf(random, '', occurredAt);
    const [line] = payload.lines;
    const customer = `import-${round}-${Math.floor(random() * customers)}`;
    const amount = (payload.amountMinor / 100).toFixed(2);
    return `${customer},import-${round}-${at},${new Date(occurredAt).toISOString()},${amount},${line?.sku ?? ''},${line?.category ?? ''}`;
  });
  const file = join(folder, `purchases-${round}.csv`);
  await writeFile(file, ['customer,order,date,amount,sku,category', ...rows, ''].join('\n'));
  return file;
}
