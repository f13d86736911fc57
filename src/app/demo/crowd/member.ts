import { dayOf } from '../../../kernel/calendar.js';
import type { Caller } from '../../../kernel/caller.js';
import type { Instant } from '../../../kernel/clock.js';
import type { House } from '../../../kernel/house.js';
import { configId } from '../../../kernel/id.js';
import type { IdPrefix } from '../../../kernel/id.js';
import { systemCaller } from '../../../kernel/session.js';
import type { PlayedHistory, Told } from '../../../modules/engine/index.js';
import { playHistory, ready } from '../../../modules/engine/index.js';
import type { Identity, Newcomer } from '../../../modules/members/index.js';
import { normalise } from '../../../modules/members/index.js';
import { aurora, partners } from '../catalogue.js';
import type { CrowdDeed } from './life.js';
import { lifeOf } from './life.js';
import { seededIds } from './seeded-ids.js';
import type { Crowd, Somebody } from './somebody.js';
import { randomOf, somebodyOf } from './somebody.js';

/** One of the crowd as it will be stored. */
export interface LivedMember {
  readonly newcomer: Newcomer;
  readonly history: PlayedHistory;
}

const callers = new Map([aurora, ...partners].map(({ brand }) => [brand, systemCaller(configId('brd', brand))]));

/** Makes up one member of the crowd and lets the rules play its whole life; nothing is asked of the database. */
export function liveAs(house: House, crowd: Crowd, index: number): LivedMember {
  const random = randomOf(crowd, index);
  const somebody = somebodyOf(crowd, random, index);
  const newId = seededIds(crowd.seed, somebody.joinedAt, index);
  const newcomer = newcomerOf(somebody, newId('mem'));
  const { id, brandId } = newcomer;
  const member = { id, number: crowd.before + index + 1, status: 'active', enrolledAt: somebody.joinedAt, brandId };
  const teller = new Teller(house, id, newId);
  const deeds = lifeOf(random, somebody, crowd.until);
  const joined = teller.fact('member.enrolled', brandId, somebody.joinedAt, { channel: somebody.channel });
  const linked = (newcomer.links ?? []).map((link) => teller.fact('member.linked', link.brandId, link.linkedAt, {}));
  const told = [joined, ...linked, ...deeds.map((deed) => teller.deed(deed))];
  return { newcomer, history: playHistory(house, { member, told, newId }, house.clock.now()) };
}

function newcomerOf(somebody: Somebody, id: string): Newcomer {
  const { externalId, phone, email, displayName, birthday, locale, channel, joinedAt, partners: known } = somebody;
  const identities: Identity[] = [{ kind: 'external', value: externalId }];
  if (phone) identities.push({ kind: 'phone', value: phone });
  if (email) identities.push({ kind: 'email', value: email });
  const [brandId = configId('brd', aurora.brand), ...others] = known.map((at) => configId('brd', partners[at]?.brand ?? '')); // prettier-ignore
  const links = others.map((each) => ({ brandId: each, linkedAt: joinedAt }));
  return { id, brandId, identities: identities.map(normalise), displayName, birthday, locale, channel, enrolledAt: joinedAt, isHistory: true, links }; // prettier-ignore
}

/** Words what one member did as facts of the past. */
class Teller {
  readonly #zone: string;
  readonly #now: Instant;

  constructor(
    private readonly house: House,
    private readonly memberId: string,
    private readonly newId: (prefix: IdPrefix) => string,
  ) {
    this.#zone = house.programs.current().zone;
    this.#now = house.clock.now();
  }

  deed({ brand, type, externalId, at, payload }: CrowdDeed): Told {
    const caller = callers.get(brand) as Caller;
    if (externalId === null) return { ...this.fact(type, caller.brandId, at, payload), isTried: true };
    const report = { member: { id: this.memberId }, type, externalId, occurredAt: at, payload };
    const { facts, inputHash } = ready(this.house, caller, report);
    const { activity } = this.fact(type, caller.brandId, at, {});
    return { activity: { ...activity, externalId, ...facts }, inputHash };
  }

  fact(type: string, brandId: string, at: Instant, payload: CrowdDeed['payload']): Told {
    const activity = {
      id: this.newId('act'),
      type,
      memberId: this.memberId,
      brandId,
      externalId: null,
      occurredAt: at,
      occurredOn: dayOf(at, this.#zone),
      recordedAt: this.#now,
      isHistory: true,
      causeId: null,
      subjectId: null,
      amountMinor: null,
      payload,
    };
    return { activity, inputHash: null };
  }
}
