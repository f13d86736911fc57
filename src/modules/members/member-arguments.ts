import { dayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import { refuseInput } from '../../kernel/refusal.js';
import type { Enrolment } from './enrol.js';
import type { Identity } from './identities.js';
import type { MemberEnrolInput, MemberRefArgs } from './members.types.js';
import { birthdayOf, DISPLAY_NAME_MAX, FIRST_ZONE, knownZone, label } from './profile/given-texts.js';
import { visitorIdOf } from './views/join-visitor.js';
import { memberReasons as reasons } from './members.reasons.js';

const CHANNEL_MAX = 64;

/** A member is named by exactly one thing. Refuses INVALID_INPUT. */
export function onlyOne(ref: MemberRefArgs): MemberRefArgs {
  if (Object.values(ref).filter(Boolean).length === 1) return ref;
  refuseInput(reasons.oneName);
}

/** What a caller sent, as enrolling takes it. Refuses INVALID_INPUT for texts that cannot be kept and zones that do not exist. */
export function toEnrolment(input: MemberEnrolInput, brandId: string, now: Instant): Enrolment {
  const { externalId, phone, email, displayName, birthday, locale, zone, channel, visitorId } = input;
  const identities = [['external', externalId] as const, ['phone', phone] as const, ['email', email] as const].flatMap(
    ([kind, value]): Identity[] => (value ? [{ kind, value }] : []),
  );
  return {
    brandId,
    identities,
    displayName: label(displayName, DISPLAY_NAME_MAX, 'displayName'),
    birthday: birthdayOf(birthday, dayOf(now, FIRST_ZONE)),
    locale: locale ?? null,
    zone: knownZone(zone),
    channel: label(channel, CHANNEL_MAX, 'channel'),
    visitorId: visitorIdOf(visitorId),
  };
}
