import { csvOf } from '../../../kernel/csv.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { refuseInput } from '../../../kernel/refusal.js';
import type { Place } from './ship-list.js';
import { HEADING, SHIP_LIST_MAX, shipList } from './ship-list.js';
import type { ShipListType } from './ship-list.types.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

const BENEFITS_MAX = 500;

interface Asked {
  readonly benefitIds: readonly string[] | null;
  readonly brandId: string | null;
  readonly first: number;
  readonly after: string | null;
}

/** A ship list as the API tells it. Refuses INVALID_INPUT for a size out of range, and for a place that is none. */
export async function shipListTold({ caller, session, locale }: RequestContext, { benefitIds, brandId, first, after }: Asked): Promise<ShipListType> {
  if (first < 1 || first > SHIP_LIST_MAX) refuseInput(reasons.firstBetween(SHIP_LIST_MAX), ['first']);
  if ((benefitIds?.length ?? 0) > BENEFITS_MAX) refuseInput(reasons.benefitsMost(BENEFITS_MAX), ['benefitIds']);
  const benefits = benefitIds?.map((id) => id.replace(/^bnf_/, '')) ?? null;
  const listing = { brandId: brandId ?? caller.brandId, benefits, locale, limit: first, after: after == null ? null : placeIn(after) };
  const { lines, count, next } = await shipList(session, caller, listing);
  return { csv: `${csvOf([HEADING])}${lines}`, count, next: next && `${next.since}.${next.id}` };
} // prettier-ignore

function placeIn(after: string): Place {
  const [since = '', id = ''] = after.split('.');
  const isInstant = /^\d{1,16}$/.test(since) && Number.isSafeInteger(Number(since));
  return isInstant && id !== '' ? { since: Number(since), id } : refuseInput(reasons.afterIsNext, ['after']); // prettier-ignore
}
