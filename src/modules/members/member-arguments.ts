import { zoneOf } from '../../kernel/calendar.js';
import { refuse } from '../../kernel/refusal.js';
import type { Enrolment } from './enrol.js';
import type { Identity } from './identities.js';
import type { MemberEnrolInput, MemberRefArgs } from './members.types.js';

const DISPLAY_NAME_MAX = 120;
const CHANNEL_MAX = 64;

/** A member is named by exactly one thing. Refuses INVALID_INPUT. */
export function onlyOne(ref: MemberRefArgs): MemberRefArgs {
  if (Object.values(ref).filter(Boolean).length === 1) return ref;
  refuse('INVALID_INPUT', { reason: 'name the member by exactly one of id, externalId, phone, email' });
}

/** What a caller sent, as enrolling takes it. Refuses INVALID_INPUT for texts that cannot be kept and zones that do not exist. */
export function toEnrolment(input: MemberEnrolInput, brandId: string): Enrolment {
  const { externalId, phone, email, displayName, birthday, locale, zone, channel } = input;
  const identities = [['external', externalId] as const, ['phone', phone] as const, ['email', email] as const].flatMap(
    ([kind, value]): Identity[] => (value ? [{ kind, value }] : []),
  );
  return {
    brandId,
    identities,
    displayName: label(displayName, DISPLAY_NAME_MAX, 'displayName'),
    birthday: birthday ?? null,
    locale: locale ?? null,
    zone: knownZone(zone),
    channel: label(channel, CHANNEL_MAX, 'channel'),
  };
}

/** A short text that may be kept; null for an empty one. Refuses INVALID_INPUT. */
export function label(text: string | null | undefined, lengthMax: number, field: string): string | null {
  const trimmed = text?.trim();
  if (!trimmed) return null;
  if (trimmed.length > lengthMax || /\p{Cc}/u.test(trimmed)) {
    refuse('INVALID_INPUT', { reason: `${field} has at most ${lengthMax} characters, none of them control characters` }, [field]); // prettier-ignore
  }
  return trimmed;
}

function knownZone(zone: string | null | undefined): string | null {
  if (!zone) return null;
  try {
    zoneOf(zone);
    return zone;
  } catch {
    refuse('INVALID_INPUT', { reason: 'zone is an IANA time zone such as Asia/Shanghai' }, ['zone']);
  }
}
