import { load } from '../../kernel/graphql/loaders.js';
import type { NodeKind } from '../../kernel/graphql/node.js';
import { holds } from './hold-list.js';
import { lotsById, transfers } from './ledger-list.js';
import { walletTypes } from './wallet-type.js';

const wallet: NodeKind = {
  prefix: 'wal',
  type: 'Wallet',
  find: (context, id) => walletTypes(context).find((each) => each.id === id) ?? null,
};

const transfer: NodeKind = {
  prefix: 'trf',
  type: 'LedgerEntry',
  find: async (context, id) => (await load(context, transfers, id)) ?? null,
};

const lot: NodeKind = {
  prefix: 'lot',
  type: 'PointLot',
  find: async (context, id) => (await load(context, lotsById, id)) ?? null,
};

const hold: NodeKind = {
  prefix: 'hld',
  type: 'PointHold',
  find: async (context, id) => (await load(context, holds, id)) ?? null,
};

export const pointsNodes: readonly NodeKind[] = [wallet, transfer, lot, hold];
