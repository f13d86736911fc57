import { newId } from '../../src/kernel/id.js';
import { textOf } from '../door/form.js';
import type { Deed } from './deed.js';
import { mutate } from './mutate.js';

const ERRORS = '{ errors { message path } }';
const RELEASE = `mutation ReleasePurchase($id: ID!, $key: String!) { benefitPurchaseRelease(purchaseId: $id, idempotencyKey: $key) ${ERRORS} }`;
const REFUND = `mutation RefundPurchase($id: ID!, $reason: String!, $key: String!) {
  benefitPurchaseRefund(purchaseId: $id, reason: $reason, idempotencyKey: $key) ${ERRORS} }`;

const letGo: Deed = {
  name: 'releasePurchase',
  scope: 'benefits:issue',
  icon: 'XCircle',
  help: 'releasePurchaseHelp',
  isFor: ({ status }) => status === 'awaiting',
  run: (desk, _sent, id) => mutate(desk, RELEASE, { id, key: newId('req') }),
};

const refund: Deed = {
  name: 'refundPurchase',
  scope: 'benefits:reverse',
  icon: 'RotateCcw',
  help: 'refundPurchaseHelp',
  isGrave: true,
  isFor: ({ status }) => status === 'paid' || status === 'late' || status === 'refund-due',
  fields: () => [{ name: 'reason', label: 'reason', kind: 'long', isRequired: true }],
  run: (desk, { reason }, id) => mutate(desk, REFUND, { id, reason: textOf(reason), key: newId('req') }),
};

export const purchaseDeeds: readonly Deed[] = [letGo, refund];
