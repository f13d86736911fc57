import { configId } from '../../../kernel/id.js';
import type { BenefitsPart } from '../compile.js';

/** How something is sent: by which brand, within how many days, and how long its address is kept. */
export interface Sending {
  readonly brandId: string;
  readonly shipDays: number;
  readonly eraseDays: number;
}

/** How a benefit is sent; undefined where it is not. */
export function sendingOf({ benefits, hostBrandId }: BenefitsPart, code: string): Sending | undefined {
  const offered = benefits.get(code);
  if (!offered?.delivery) return undefined;
  const { brand, delivery } = offered;
  return {
    brandId: brand === null ? hostBrandId : configId('brd', brand),
    shipDays: delivery.shipWithinDays,
    eraseDays: delivery.eraseAddressAfterDays,
  };
}
