import { CampaignRule } from '../../src/modules/campaigns/index.js';
import type { CampaignsPart, EarnEffect } from '../../src/modules/campaigns/index.js';
import { campaignsParticipant } from '../../src/modules/campaigns/index.js';
import { Wallet } from '../../src/modules/points/index.js';
import type { LocalisedText } from '../../src/kernel/refusal.js';

import { equals } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { fill } from '../locale/fill.js';
import { textsIn } from '../locale/texts.js';
import { moneyIn, numberIn } from '../locale/format.js';
import type { Shelf, Telling } from './shelf.js';

export const STATUSES = ['active', 'retired'] as const;

export const walletsShelf: Shelf = {
  icon: 'CreditCard',
  table: {
    id: 'wallets',
    entity: Wallet,
    scope: 'program:read',
    columns: {
      id: 'code',
      code: 'code',
      unitName: 'text',
      isSpendable: 'yesno',
      pendingDays: 'number',
      expiry: 'text',
      position: 'number',
      status: 'choice',
    },
    list: ['unitName', 'code', 'isSpendable', 'pendingDays', 'expiry', 'status'],
    order: ['position', 'id'],
    filters: { status: equals('status', STATUSES) },
    present: (rows, desk) =>
      rows.map((row) => ({
        ...row,
        unitName: nameIn(desk, row['unitName']),
        expiry: expiryIn(desk, row['expiry'] as ExpiryTold),
      })),
  },
};

/** What the page of a rule says besides: from the compiled program, so that it is what decides. */
const ruleTold: Telling = (desk, id) => {
  const rule = (desk.house.programs.current().parts[campaignsParticipant.name] as CampaignsPart).rules.get(id);
  return Promise.resolve({
    condition: rule?.when?.source ?? null,
    isInForce: rule !== undefined,
    attributes: rule?.when?.attributes ?? [],
  });
};

export const rulesShelf: Shelf = {
  icon: 'GitBranch',
  pages: { show: 'RulePage' },
  tell: ruleTold,
  table: {
    id: 'rules',
    entity: CampaignRule,
    scope: 'program:read',
    columns: {
      id: 'code', name: 'text', campaign: 'code', code: 'code', on: 'text', when: 'rule', kind: 'choice', effects: 'text', validFrom: 'instant', validUntil: 'instant', position: 'number', status: 'choice',
    }, // prettier-ignore
    list: ['name', 'on', 'when', 'effects', 'kind', 'campaign', 'status'],
    order: ['campaign', 'position', 'id'],
    filters: { status: equals('status', STATUSES) },
    present: async (rows, desk) => {
      const units = await unitsOf(desk);
      return rows.map((row) => ({
        ...row,
        name: nameIn(desk, row['name']),
        on: desk.house.activityTypes.get(String(row['on']))?.description[desk.locale] ?? row['on'],
        effects: (row['effects'] as EarnEffect[])
          .map((effect) => giftIn(desk, units, effect))
          .join(textsIn(desk.locale).rule.and),
      }));
    },
  },
};

export function nameIn({ locale }: Desk, text: unknown): string {
  return (text as LocalisedText)[locale];
}

/** What the points of each wallet are called. */
export async function unitsOf(desk: Desk): Promise<ReadonlyMap<string, string>> {
  const rows = await desk.sql.rows<{ code: string; unitName: string }>('SELECT code, unitName FROM wallets');
  return new Map(rows.map(({ code, unitName }) => [code, nameIn(desk, JSON.parse(unitName))]));
}

/** What something costs, in points and in money; null for what costs nothing. */
export function priceIn(
  desk: Desk,
  units: ReadonlyMap<string, string>,
  { price, priceMinor }: { price: { wallet: string; points: number } | null; priceMinor: number | null },
): string | null {
  const points = price ? [`${numberIn(desk, price.points)} ${units.get(price.wallet) ?? price.wallet}`] : [];
  const money = priceMinor === null ? [] : [moneyIn(desk, priceMinor)];
  return [...points, ...money].join(' + ') || null;
}

export function giftIn(
  desk: Desk,
  units: ReadonlyMap<string, string>,
  { wallet, points, perMinor }: EarnEffect,
): string {
  const { rule } = textsIn(desk.locale);
  const unit = units.get(wallet) ?? wallet;
  if (perMinor === undefined) return fill(rule.fixed, { points: numberIn(desk, points), unit });
  return fill(rule.perMoney, { points: numberIn(desk, points), unit, per: moneyIn(desk, perMinor) });
}

interface ExpiryTold {
  readonly kind: 'never' | 'rolling' | 'inactivity' | 'fixed';
  readonly months?: number;
  readonly on?: string;
}

function expiryIn(desk: Desk, { kind, months = 0, on = '' }: ExpiryTold): string {
  return fill(textsIn(desk.locale).expiry[kind], { months, on });
}
