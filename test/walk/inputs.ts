import type { World } from './world.js';
import { CLOSED_MONTH, nextNoon } from './world.js';

/** Picks a value for something that names a thing: what the asker may see, what it may not, or what nobody has. */
export type Choose = (kind: string) => string;

export interface Making {
  readonly choose: Choose;
  /** A text nobody used. */
  readonly fresh: (about: string) => string;
}

/**
 * An example for every input a mutation takes, in the spellings that make a difference (a member is named in four ways).
 * A mutation with an input that has none fails the walk: add one here.
 */
export const INPUTS: Readonly<Record<string, (making: Making) => readonly unknown[]>> = {
  MemberRef: ({ choose }) => [
    { id: choose('mem') },
    { externalId: choose('external') },
    { email: choose('email') },
    { phone: choose('phone') },
  ],
  MetricParameterInput: () => [{ name: 'days', value: '7' }],
  ActivityInput: ({ fresh }) => [
    { type: 'share', externalId: fresh('share'), payload: { network: 'walk' } },
    { type: 'purchase', externalId: fresh('purchase'), purchase: { orderId: fresh('order'), amountMinor: 4_200 } },
  ],
  ActivityLineInput: ({ choose, fresh }) => [
    { member: { id: choose('mem') }, input: { type: 'share', externalId: fresh('line') } },
    { member: { externalId: choose('external') }, input: { type: 'share', externalId: fresh('line') } },
  ],
  MemberEnrolInput: ({ choose, fresh }) => [
    { externalId: fresh('joins') },
    { externalId: choose('external') },
    { email: choose('email') },
    { phone: choose('phone') },
  ],
  WalletInput: ({ fresh }) => [
    { code: `w${fresh('').replace(/\D/g, '')}`, unitName: { en: 'walk', zhCN: '走', zhTW: '走' } },
  ],
  TierInput: ({ fresh }) => [
    {
      code: `t${fresh('').replace(/\D/g, '')}`,
      name: { en: 'Walk', zhCN: '走', zhTW: '走' },
      rank: 3,
      isInvitedOnly: true,
    },
  ],
  TierLadderInput: ({ fresh }) => [
    {
      code: `l${fresh('').replace(/\D/g, '')}`,
      name: { en: 'Walk', zhCN: '走', zhTW: '走' },
      tiers: [{ code: `s${fresh('').replace(/\D/g, '')}`, name: { en: 'Walk', zhCN: '走', zhTW: '走' }, rank: 0 }],
    },
  ],
  BenefitCreateInput: ({ fresh }) => [
    { code: `b${fresh('').replace(/\D/g, '')}`, kind: 'GIFT', name: { en: 'Walk', zhCN: '走', zhTW: '走' } },
  ],
  BenefitUpdateInput: ({ choose }) => [{ isHighlighted: true }, { images: [choose('med')] }],
  PresetValueInput: () => [{ name: 'days', value: 30 }],
  SegmentInput: ({ fresh }) => [
    {
      code: `s${fresh('').replace(/\D/g, '')}`,
      name: { en: 'walk', zhCN: '走', zhTW: '走' },
      rule: 'metrics.orders > 1',
    },
  ],
  StrategyInput: ({ fresh }) => [
    {
      industry: 'retail',
      code: `s${fresh('').replace(/\D/g, '')}`,
      stage: 'CONVERSION',
      pain: { en: 'Walk', zhCN: '走', zhTW: '走' },
      strategy: { en: 'Walk', zhCN: '走', zhTW: '走' },
      segmentIds: ['seg_friends'],
      isLive: true,
    },
  ],
  SegmentUploadInput: ({ choose }) => [
    { segmentId: 'seg_friends', csv: `externalId\n${choose('external')}` },
    { segmentId: 'seg_friends', csv: `id\n${choose('mem')}`, mode: 'REMOVE' },
  ],
  BenefitUseInput: ({ choose, fresh }) => [
    { grantId: choose('grt'), orderId: fresh('used-on') },
    { code: choose('code') },
    { code: '2222-2222-2222-2223' },
  ],
  BasketInput: () => [{ lines: [{ sku: 'walk', quantity: 2, priceMinor: 1_000 }], shippingMinor: 500 }],
  BasketLineInput: () => [{ sku: 'walk', category: 'walks', quantity: 1, priceMinor: 1_000 }],
  PointsAdjustInput: () => [{ wallet: 'points', amount: 1, reason: 'walk' }],
  PointsLifeInput: () => [{ expiresAt: '2099-01-01T00:00:00.000Z' }],
  OrderPaidInput: ({ fresh }) => [{ orderId: fresh('paid'), amountMinor: 5_000 }],
  PointsInput: () => [{ wallet: 'points', amount: 1, reason: 'walk' }],
  ConsentInput: () => [{ channel: 'EMAIL', purpose: 'MARKETING', state: 'GRANTED', textVersion: 'walk-1' }],
  MemberLinkInput: ({ fresh }) => [
    { code: '2222-2222-2222', consent: { purposes: ['SHARING'], textVersion: 'walk-1' }, externalId: fresh('links') },
  ],
  SignInCredential: ({ choose }) => [{ identity: choose('email'), code: '123456' }],
  SignInEnrolInput: () => [{ acceptsTerms: true, termsVersion: 'walk-1' }],
  BrandCreateInput: ({ fresh }) => [{ code: `b${fresh('').replace(/\D/g, '')}`, name: 'Walk' }],
  BrandUpdateInput: () => [{ name: 'Walk' }],
  ApiKeyCreateInput: ({ fresh, choose }) => [
    { label: fresh('key'), scopes: ['members:read'] },
    { label: fresh('key'), storeId: choose('sto') },
  ],
  StoreInput: ({ fresh, choose }) => [
    { code: fresh('store'), name: { en: 'Walk', zhCN: '走', zhTW: '走' } },
    { code: fresh('store'), name: { en: 'Walk', zhCN: '走', zhTW: '走' }, brandId: choose('brd') },
  ],
  StoreHoursInput: () => [{ weekday: 1, opens: '09:00', closes: '18:00' }],
  GeoPointInput: () => [{ latitude: 1.5, longitude: 2.5 }],
  StoreFilterInput: ({ choose }) => [{ status: ['OPEN', 'CLOSED'] }, { brandId: choose('brd'), status: ['CLOSED'] }],
  ChannelInput: ({ fresh, choose }) => [
    { code: fresh('channel'), kind: 'ONLINE', name: { en: 'Walk', zhCN: '走', zhTW: '走' } },
    {
      code: fresh('channel'),
      kind: 'POSTER',
      name: { en: 'Walk', zhCN: '走', zhTW: '走' },
      brandId: choose('brd'),
    },
  ],
  ChannelFilterInput: ({ choose }) => [{ brandId: choose('brd') }, { kind: ['ONLINE'] }],
  AttributeInput: ({ fresh }) => [
    { code: `a${fresh('').replace(/\D/g, '')}`, name: { en: 'Walk', zhCN: '走', zhTW: '走' }, type: 'TEXT' },
  ],
  PartnerAgreementInput: ({ choose }) => [
    { brandId: choose('brd'), validFrom: '2026-05-01', earnRate: 1, redeemRate: 1 },
  ],
  PointsPackInput: ({ choose }) => [
    { wallet: 'points', points: 1_000, priceMinor: 7 },
    { wallet: 'points', points: 1_000, priceMinor: 7, brandId: choose('brd') },
  ],
  MemberUpdateInput: () => [{ displayName: 'Walk' }, { attributes: [{ code: 'walked', value: 'so far' }] }],
  ViewInput: () => [{ kind: 'PAGE', subject: '/walk' }],
  MemberIdentityInput: ({ choose, fresh }) => [{ externalId: fresh('also') }, { email: choose('email') }],
  MediaUploadInput: () => [
    { contentType: 'image/png', bytes: 68, purpose: 'BENEFIT' },
    { contentType: 'image/png', bytes: 68, purpose: 'WORK' },
  ],
  PersonaCreateInput: () => [{ kind: 'NEWCOMER' }],
  ClockAdvanceInput: () => [{ byHours: 1 }],
  BenefitIssueBulkInput: ({ choose, fresh }) => [
    { benefitId: 'bnf_walk-coupon', memberIds: [choose('mem')], reason: 'walk', batch: fresh('batch') },
    { benefitId: 'bnf_walk-coupon', segmentId: 'seg_friends', reason: 'walk', batch: fresh('batch') },
  ],
  PriceInput: () => [{ points: 1, wallet: 'points' }, { money: { amountMinor: 990, currency: 'USD' } }],
  MoneyInput: () => [{ amountMinor: 990, currency: 'USD' }],
  BenefitPurchaseFilter: ({ fresh }) => [{ status: ['PAID', 'OPEN'] }, { externalPaymentId: fresh('payment') }],
  PostalAddressInput: () => [{ name: 'Walk', phone: '+1 415 555 0100', lines: ['1 Walk'], country: 'US' }],
  FulfilmentUpdateInput: ({ choose, fresh }) => [
    { fulfilmentId: choose('ful'), act: 'SHIP', carrier: 'walk', trackingNumber: fresh('parcel') },
    { fulfilmentId: choose('ful'), act: 'RECEIVE' },
    { fulfilmentId: choose('ful'), act: 'REVOKE', reason: 'walk' },
  ],
  FulfilmentFilter: ({ choose }) => [
    { status: ['NEEDS_ADDRESS', 'TO_SHIP', 'SHIPPED'] },
    { overdue: true },
    { brandIds: [choose('brd')] },
  ],
  BenefitPackageCreateInput: ({ fresh }) => [
    {
      code: `p${fresh('').replace(/\D/g, '')}`,
      kind: 'BUNDLE',
      name: { en: 'Walk', zhCN: '走', zhTW: '走' },
      parts: [{ benefit: 'walk-coupon' }],
    },
  ],
  BenefitPackageUpdateInput: ({ choose }) => [{ noticeDays: 2 }, { images: [choose('med')] }],
  ObligationSettleInput: () => [
    { how: 'CANCEL', reason: 'walk' },
    { how: 'DELIVER', reason: 'walk' },
  ],
  ObligationFilter: () => [{ overdue: true }, { status: ['OPEN', 'SETTLED'] }],
  MemberFilter: () => [{ status: ['ACTIVE'] }, { brandId: 'brd_south' }, { brandId: 'brd_north' }, { channel: 'walk' }],
};

/** What arguments with these names take; ids are chosen by the letters they start with. */
export const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  memberId: ['mem'],
  brandId: ['brd'],
  transferId: ['trf'],
  mediaId: ['med'],
  holdId: ['hld'],
  grantId: ['grt'],
  benefitId: ['bnf'],
  replacementId: ['bnf'],
  packageId: ['pkg'],
  packageIssueId: ['pki'],
  redemptionId: ['rdm'],
  obligationId: ['obl'],
  purchaseId: ['pur'],
  fulfilmentId: ['ful'],
  bookingId: ['bkg'],
  approvalId: ['apr'],
  activity: ['act'],
  activityId: ['act'],
  storeId: ['sto'],
  operatorId: ['opr'],
  lotId: ['lot'],
  segmentIds: ['seg'],
  externalId: ['external'],
  email: ['email'],
  identity: ['email'],
  phone: ['phone'],
};

/** The same for one field alone. */
export const FIELD_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'activityByExternalId.externalId': ['reported'],
  'paymentConfirm.holdId': ['pur'],
};

/** The same for one field alone, where the name of the argument means something else elsewhere. */
export const FIELD_PLAIN: Readonly<Record<string, (world: World) => unknown>> = {
  'benefitBuy.benefitId': () => 'bnf_walk-sold',
  'segmentPreview.rules': () => ['metrics.orders > 0'],
  'slotBook.startsAt': ({ api }) => new Date(nextNoon(api.clock.now())).toISOString(),
  'bookings.from': () => '2026-01-01T00:00:00.000Z',
  'bookings.to': () => '2099-01-01T00:00:00.000Z',
  'serviceSlots.benefitId': () => 'bnf_walk-service',
  'strategyRetire.key': () => 'retail.price-sensitive',
  'metric.key': () => 'firstOrderRepurchase30',
  'metric.from': () => '2026-01-01',
  'metric.to': () => '2026-12-31',
};

/** What ids of a field are of, where the name of the argument does not say. */
export const FIELD_IDS: Readonly<Record<string, readonly string[]>> = {
  member: ['mem'],
  brandUpdate: ['brd'],
  apiKeyRotate: ['key'],
  apiKeyRevoke: ['key'],
  statementAccept: ['stm'],
  statementDispute: ['stm'],
  statementSettle: ['stm'],
  segment: ['seg'],
  benefit: ['bnf'],
  benefitPackage: ['pkg'],
  segmentRetire: ['seg'],
};

/** Arguments whose value is of no matter for who may see what. */
export const PLAIN: Readonly<Record<string, (world: World) => unknown>> = {
  subjectId: () => 'rul_asks-spend',
  expression: () => 'metrics.orders > 1',
  ladder: () => 'main',
  tier: () => 'base',
  wallet: () => 'points',
  industry: () => 'retail',
  reason: () => 'walk',
  note: () => 'walk',
  line: () => 1,
  month: () => CLOSED_MONTH,
  visitorId: () => 'walk-visitor',
  first: () => 3,
  last: () => 3,
  at: ({ api }) => new Date(api.clock.now()).toISOString(),
};

/** What arguments with these names take inside an answer, as they are written in documents: times that everything lies between. */
export const NESTED: Readonly<Record<string, string>> = {
  wallet: '"points"',
  at: '"2099-01-01T00:00:00.000Z"',
  from: '"2000-01-01"',
  to: '"2099-12-31"',
  benefitIds: '["bnf_walk-coupon"]',
};
