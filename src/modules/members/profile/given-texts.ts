import { zoneOf } from '../../../kernel/calendar.js';
import type { Day } from '../../../kernel/calendar.js';
import { refuseInput } from '../../../kernel/refusal.js';
import { memberReasons as reasons } from '../members.reasons.js';

export const DISPLAY_NAME_MAX = 120;

/** Where a day begins first: who was born there today is born. */
export const FIRST_ZONE = 'Pacific/Kiritimati';

const EARLIEST_BIRTHDAY = '1900-01-01';

/** Turns the rest of a line around, wherever the text is shown beside others. Joiners of emoji and scripts are none of these. */
const TURNS_TEXT = /[\u202a-\u202e\u2066-\u2069]/;
const SEVERAL_LINES = /[\p{Cc}\u2028\u2029]/u;
const VISIBLE = /[^\p{Cf}\p{Z}\p{M}\u115f\u1160\u3164\uffa0\u2800]/u;

/**
 * A text that is shown in one line, without the spaces around it; null when it is empty. Everything else is kept as it
 * was given, HTML and emoji included: whoever shows it escapes it. Refuses INVALID_INPUT for what would break a page all
 * the same: control characters, line breaks, signs that turn text around, and texts of which nothing can be seen.
 */
export function label(text: string | null | undefined, lengthMax: number, field: string): string | null {
  const trimmed = text?.trim();
  if (!trimmed) return null;
  if (trimmed.length > lengthMax || SEVERAL_LINES.test(trimmed)) {
    refuseInput(reasons.oneLine(field, lengthMax), [field]); // prettier-ignore
  }
  if (TURNS_TEXT.test(trimmed) || !VISIBLE.test(trimmed)) {
    refuseInput(reasons.visible(field), [field]); // prettier-ignore
  }
  return trimmed;
}

export function knownZone(zone: string | null | undefined): string | null {
  if (!zone) return null;
  try {
    zoneOf(zone);
    return zone;
  } catch {
    refuseInput(reasons.zoneLike, ['zone']);
  }
}

/** A birthday of somebody who lives. `today` is the day in the zone that is ahead of all others. */
export function birthdayOf(birthday: Day | null | undefined, today: Day): Day | null {
  if (!birthday) return null;
  if (birthday >= EARLIEST_BIRTHDAY && birthday <= today) return birthday;
  refuseInput(reasons.birthdayBetween(EARLIEST_BIRTHDAY), ['birthday']);
}
