import { randomUUID } from 'node:crypto';
import type { Program } from '../../src/kernel/program.js';
import type { Locale } from '../../src/kernel/refusal.js';
import type { WalletEntry } from '../../src/modules/points/index.js';
import type { CampaignsPart } from '../../src/modules/campaigns/index.js';
import { campaignsParticipant } from '../../src/modules/campaigns/index.js';
import { rfmSegmentOf } from '../../src/modules/segments/index.js';
import type { Desk } from '../desk.js';
import { numberOf, textOf } from '../door/form.js';
import { textsIn } from '../locale/texts.js';
import type { Deed } from './deed.js';
import type { Happened } from './members.about.js';
import { aboutOf } from './members.about.js';
import { membersTable } from './members.js';
import { mutate, needData } from './mutate.js';
import type { Shelf, Telling } from './shelf.js';
import { setTier } from './tiers.deeds.js';

const PAGE = 20;

const LEDGER = `ledger(first: $first, after: $after) {
  nodes { id kind amount reason occurredAt causeId wallet { code unitName } } pageInfo { hasNextPage endCursor } }`;
const TIMELINE = `activities(first: $first, after: $after) {
  nodes { id type occurredAt externalId causeId amount { amountMinor currency } subjectId payload } pageInfo { hasNextPage endCursor } }`;
const GRANTS = `grants(first: $first, after: $after, orderBy: ISSUED_AT_DESC) {
  nodes { id status source usesMax uses valueMinor usedMinor issuedAt usableFrom expiresAt benefit { id name } instead { name } }
  pageInfo { hasNextPage endCursor } }`;
const TIER = 'id code name rank isInvitedOnly entryCondition entry { metric atLeast days year wallet { unitName } }';

const OVERVIEW = `query Overview($id: ID!, $first: Int!, $after: String) { member(id: $id) {
  id number status displayName birthday channel enrolledAt
  tier { ${TIER} } tierProgress { next { name } metric remaining validUntil graceUntil isSet keep { metric current target remaining until } } tierRequirements { tier { ${TIER} } current isMet }
  tierHistory { occurredAt causeId from { name } to { name } cause metric had needed windowFrom windowTo policy reason }
  balances { id available pending held owed wallet { code unitName } }
  metrics { orders interactions spend { amountMinor currency } refunded { amountMinor currency } lastOrderAt lastActivityAt }
  identities { kind value brandId } consents { channel purpose state occurredAt source } links { brand { name } linkedAt }
  statusHistory { id occurredAt fromStatus toStatus reason byKind byId }
  cards { packageIssueId until package { name } cycle { number until parts { benefit { code name } quota used remaining } } }
  segments { since segment { id name } } rfm { r f m scoredOn }
  ${LEDGER} ${TIMELINE} ${GRANTS} } }`;

/** One page of the ledger, of the timeline or of what it holds. */
const LEDGER_PAGE = `query Ledger($id: ID!, $first: Int!, $after: String) { member(id: $id) { ${LEDGER} } }`;
const TIMELINE_PAGE = `query Timeline($id: ID!, $first: Int!, $after: String) { member(id: $id) { ${TIMELINE} } }`;

const GRANTS_PAGE = `query Grants($id: ID!, $first: Int!, $after: String) { member(id: $id) { ${GRANTS} } }`;

const STATEMENT = `query Statement($id: ID!, $wallet: String!, $from: Date!, $to: Date!) { member(id: $id) {
  statement(wallet: $wallet, from: $from, to: $to) { opening closing isCut entries { id kind reason orderId occurredAt amount balance } } } }`;

const TREE = 'text sentence verdict';
const WHY = `query Why($id: ID!, $activity: ID) { explain(memberId: $id, activity: $activity) {
  subjectId name verdict isValid note decided { hit unmet multipliedBy { sentence } } nextActions { text }
  tree { ${TREE} children { ${TREE} children { ${TREE} children { ${TREE} } } } } } }`;

const EXPLAINED = `subjectId name kind verdict sentence isValid note decided { hit unmet } nextActions { text }
  membership { isIn since cause { id type } }
  tree { ${TREE} children { ${TREE} children { ${TREE} children { ${TREE} } } } }
  earlier { subjectId name tree { ${TREE} children { ${TREE} children { ${TREE} } } } }`;
const SEGMENT_NAMES = '{ segments { id name } }';
const WHY_SEGMENT = `query WhySegment($id: ID!, $segment: ID!) { segments { id name } explain(memberId: $id, subjectId: $segment) { ${EXPLAINED} } }`;

interface Told {
  readonly tierHistory?: readonly { causeId: string | null }[] | null;
  readonly activities?: { nodes: readonly Happened[] } | null;
  readonly ledger?: { nodes: readonly { reason: string }[] } | null;
  readonly rfm?: { r: number; f: number; name?: string } | null;
}

/** Everything the page of a member shows first, in one question. What the roles do not allow is null. */
const overview: Telling = async (desk, id) => {
  const member = await memberOf(desk, OVERVIEW, { id, first: PAGE, after: null });
  const causes = (member.tierHistory ?? []).flatMap(({ causeId }) => causeId ?? []).slice(0, PAGE);
  return { member: await named(desk, id, member), causes: await activitiesOf(desk, id, causes) };
};

const pageOf =
  (document: string): Telling =>
  async (desk, id, { after }) => ({
    member: await named(desk, id, await memberOf(desk, document, { id, first: PAGE, after: after ?? null })),
  });

/** What moved in one wallet over some days. */
const statement: Telling = async (desk, id, { wallet, from, to }) => {
  const { data, errors } = await desk.ask(STATEMENT, { id, wallet, from, to });
  const told = (data?.['member'] as { statement: { entries: { reason: string }[] } | null } | null)?.statement;
  const entries = told?.entries.map((entry) => ({ ...entry, reason: reasonOf(desk, entry.reason) }));
  return { statement: told ? { ...told, entries } : null, problem: errors[0]?.message ?? null };
};

/** Why each rule that listens to it did or did not act on an activity. */
const why: Telling = async (desk, id, { activity }) => {
  const { data, errors } = await desk.ask(WHY, { id, activity: activity ?? null });
  const type = activity ? (await activitiesOf(desk, id, [activity]))[0]?.type : undefined;
  const all = ((data?.['explain'] ?? []) as { subjectId: string }[]).filter(
    ({ subjectId }) => !type || listensTo(desk, subjectId, type),
  );
  return { explanations: all, problem: errors[0]?.message ?? null };
};

/** The segments there are, and why the member is or is not in the one that was chosen. */
const whySegment: Telling = async (desk, id, { segment }) => {
  const { data, errors } = segment ? await desk.ask(WHY_SEGMENT, { id, segment }) : await desk.ask(SEGMENT_NAMES);
  const [explained] = (data?.['explain'] ?? []) as { membership: { cause: { type: string } | null } | null }[];
  return {
    segments: data?.['segments'] ?? null,
    explained: explained ? { ...explained, membership: withName(desk, explained.membership) } : null,
    problem: errors[0]?.message ?? null,
  };
};

function withName(desk: Desk, membership: { cause: { type: string } | null } | null) {
  const cause = membership?.cause ?? null;
  return membership && { ...membership, cause: cause && { ...cause, typeName: nameOf(desk, cause.type) } };
}

const suspend: Deed = {
  name: 'suspend',
  scope: 'members:suspend',
  icon: 'PauseCircle',
  help: 'suspendHelp',
  isGrave: true,
  isFor: ({ status }) => status === 'active',
  fields: () => [{ name: 'reason', label: 'reason', kind: 'long', isRequired: true }],
  run: (desk, { reason }, id) =>
    mutate(
      desk,
      'mutation Suspend($id: ID!, $reason: String!) { memberSuspend(member: { id: $id }, reason: $reason) { errors { message path } } }',
      { id, reason: textOf(reason) },
    ),
};

const reinstate: Deed = {
  name: 'reinstate',
  scope: 'members:suspend',
  icon: 'PlayCircle',
  help: 'reinstateHelp',
  isFor: ({ status }) => status === 'suspended',
  fields: () => [{ name: 'reason', label: 'reason', kind: 'long', isRequired: true }],
  run: (desk, { reason }, id) =>
    mutate(
      desk,
      'mutation Reinstate($id: ID!, $reason: String!) { memberReinstate(member: { id: $id }, reason: $reason) { errors { message path } } }',
      { id, reason: textOf(reason) },
    ),
};

const adjust: Deed = {
  name: 'adjust',
  scope: 'points:adjust',
  icon: 'Edit3',
  help: 'adjustHelp',
  isFor: ({ status }) => status === 'active',
  fields: ({ house, locale }) => [
    {
      name: 'wallet',
      label: 'wallet',
      kind: 'one',
      isRequired: true,
      choices: walletChoices(house.programs.current(), locale),
    },
    { name: 'points', label: 'points', kind: 'number', isRequired: true },
    { name: 'reason', label: 'reason', kind: 'long', isRequired: true },
  ],
  run: async (desk, { wallet, points, reason }, id) => {
    const input = { wallet: textOf(wallet), amount: numberOf(points), reason: textOf(reason) };
    const done = await mutate(desk, ADJUST, { id, input, key: randomUUID() });
    const isAsked = (done.payload as { approval?: object | null } | null)?.approval != null;
    return isAsked ? { ...done, told: textsIn(desk.locale).form.asked } : done;
  },
};

const ADJUST =
  'mutation Adjust($id: ID!, $input: PointsAdjustInput!, $key: String!) { pointsAdjust(member: { id: $id }, input: $input, idempotencyKey: $key) { approval { id } errors { message path } } }';

function walletChoices({ sections }: Program, locale: Locale): { value: string; label: string }[] {
  return (sections['wallets'] as WalletEntry[]).map(({ code, unitName }) => ({ value: code, label: unitName[locale] }));
}

export const membersShelf: Shelf = {
  table: membersTable,
  icon: 'Users',
  pages: { list: 'MemberList', show: 'MemberPage' },
  tell: overview,
  asks: {
    ledger: pageOf(LEDGER_PAGE),
    timeline: pageOf(TIMELINE_PAGE),
    grants: pageOf(GRANTS_PAGE),
    statement,
    why,
    whySegment,
  },
  deeds: [adjust, setTier, suspend, reinstate],
};

async function memberOf(desk: Desk, document: string, variables: Readonly<Record<string, unknown>>): Promise<Told> {
  return needData(await desk.ask(document, variables))['member'] ?? {};
}

/** With the names of activities and of what they are about, and of the rules points came from, in the language of the desk. */
async function named(desk: Desk, id: string, member: Told): Promise<Told> {
  const { activities, ledger, rfm } = member;
  const about = activities ? await aboutOf(desk, id, activities.nodes) : [];
  return {
    ...member,
    ...(rfm ? { rfm: { ...rfm, name: rfmSegmentOf(rfm.r, rfm.f).name[desk.locale] } } : {}),
    ...(activities
      ? {
          activities: {
            ...activities,
            nodes: activities.nodes.map(({ payload: _told, ...node }, at) => ({
              ...node,
              typeName: nameOf(desk, node.type),
              about: about[at] ?? null,
            })),
          },
        }
      : {}),
    ...(ledger
      ? { ledger: { ...ledger, nodes: ledger.nodes.map((node) => ({ ...node, reason: reasonOf(desk, node.reason) })) } }
      : {}),
  };
}

/** Points that a rule gave tell its id as their reason. */
function reasonOf(desk: Desk, reason: string): string {
  const { choices } = textsIn(desk.locale);
  return (
    rulesOf(desk).rules.get(reason)?.name[desk.locale] ??
    (choices as Readonly<Record<string, string>>)[reason] ??
    reason
  );
}

function rulesOf({ house }: Desk): CampaignsPart {
  return house.programs.current().parts[campaignsParticipant.name] as CampaignsPart;
}

function listensTo(desk: Desk, ruleId: string, type: string): boolean {
  return rulesOf(desk).rules.get(ruleId)?.on === type;
}

function nameOf({ house, locale }: Desk, type: string): string {
  return house.activityTypes.get(type)?.description[locale] ?? type;
}

interface Cause {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: number;
  readonly amountMinor: number | null;
  readonly externalId: string | null;
}

/** What moved a member, by id; only its own. */
async function activitiesOf(
  desk: Desk,
  memberId: string,
  ids: readonly string[],
): Promise<(Cause & { typeName: string })[]> {
  if (ids.length === 0 || !desk.may('activities:read')) return [];
  const rows = await desk.sql.rows<Cause>(
    `SELECT id, type, occurredAt, amountMinor, externalId FROM activities WHERE id IN (${ids.map(() => '?').join(', ')}) AND memberId = ?`,
    [...ids, memberId],
  );
  return rows.map((row) => ({ ...row, typeName: nameOf(desk, row.type) }));
}
