import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { Refusal } from '../../kernel/refusal.js';
import { zoneOf } from '../../kernel/calendar.js';
import type { Enrolment, Identity, IdentityKind } from '../members/index.js';
import { normalise } from '../members/index.js';
import type { Row } from './file/rows.js';
import { Dates } from './mapping/dates.js';
import type { MemberMapping } from './mapping/schema.js';
import type { Columns } from './mapping/template.js';
import type { Field } from './reading.js';
import { field, forRow, leaveOutOf, needDay, needInstant, optionalField } from './reading.js';
import type { Reading } from './units.js';

/** Somebody to enrol; the identities are normalised. */
export type MemberItem = Enrolment;

const NAME_LENGTH_MAX = 120;
const LOCALES: ReadonlySet<string> = new Set(['zh-CN', 'zh-TW', 'en']);

/** Turns rows into members to enrol, as a mapping says. Refuses COLUMN_MISSING before anything is read. */
export function memberReading(
  house: House,
  caller: Caller,
  mapping: MemberMapping,
  columns: Columns,
): Reading<MemberItem> {
  const { member, dates: how } = mapping;
  const dates = new Dates({ formats: how.formats, zone: how.zone ?? house.programs.current().zone });
  const identities = identityFields(mapping, columns);
  const fieldOf = (name: 'displayName' | 'birthday' | 'locale' | 'zone' | 'channel' | 'enrolledAt') =>
    optionalField(name, member[name], columns);
  const [displayName, birthday, locale] = [fieldOf('displayName'), fieldOf('birthday'), fieldOf('locale')];
  const [zone, channel, enrolledAt] = [fieldOf('zone'), fieldOf('channel'), fieldOf('enrolledAt')];
  return {
    keyOf: null,
    within: 0,
    leaveOut: leaveOutOf(mapping, columns),
    read([row]) {
      const at = row as Row;
      const joined = isGiven(enrolledAt, at) ? needInstant(enrolledAt, at, dates) : null;
      if (joined !== null && joined > house.clock.now()) throw new Refusal('FUTURE_DATE', {}, ['enrolledAt']);
      return {
        brandId: caller.brandId,
        identities: forRow(at, () => identitiesOf(identities, at)),
        displayName: text(displayName, at, NAME_LENGTH_MAX),
        birthday: isGiven(birthday, at) ? needDay(birthday, at, dates) : null,
        locale: forRow(at, () => choice(locale, at, (value) => LOCALES.has(value))),
        zone: forRow(at, () => choice(zone, at, isZone)),
        channel: text(channel, at, 64),
        ...(joined === null ? {} : { enrolledAt: joined }),
      };
    },
  };
}

function identityFields({ member }: MemberMapping, columns: Columns): { kind: IdentityKind; of: Field }[] {
  const named = [['external', member.externalId], ['phone', member.phone], ['email', member.email]] as const; // prettier-ignore
  return named.flatMap(([kind, text]) => (text === undefined ? [] : [{ kind, of: field(kind, text, columns) }]));
}

function identitiesOf(fields: ReturnType<typeof identityFields>, row: Row): Identity[] {
  const given = fields.map(({ kind, of }) => ({ kind, value: of.fill(row) })).filter(({ value }) => value !== '');
  if (given.length === 0) throw new Refusal('VALUE_MISSING', { field: fields.map(({ kind }) => kind).join(', ') });
  return given.map(normalise);
}

function isGiven(of: Field | null, row: Row): of is Field {
  return of !== null && of.fill(row) !== '';
}

function text(of: Field | null, row: Row, lengthMax: number): string | null {
  const value = of?.fill(row) ?? '';
  return value === '' ? null : value.slice(0, lengthMax);
}

function choice(of: Field | null, row: Row, isKnown: (value: string) => boolean): string | null {
  const value = of?.fill(row) ?? '';
  if (value === '') return null;
  if (isKnown(value)) return value;
  throw new Refusal('VALUE_UNKNOWN', { field: of?.name ?? '', value: value.slice(0, 60) }, [of?.name ?? '']);
}

function isZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}
