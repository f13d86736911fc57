import { refuse } from '../../kernel/refusal.js';
import { memberReasons as reasons } from './members.reasons.js';

export type IdentityKind = 'external' | 'phone' | 'email' | 'oidc';

/** How a caller names a member by something it knows. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

const PHONE = /^\+[1-9]\d{6,14}$/;
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;
const LENGTH_MAX = 190;

/** One spelling for one identity, so that a unique index can tell whether it is taken. Refuses INVALID_IDENTITY. */
export function normalise({ kind, value }: Identity): Identity {
  const trimmed = value.normalize('NFC').trim();
  if (trimmed.length === 0 || trimmed.length > LENGTH_MAX) {
    refuse('INVALID_IDENTITY', { kind, reason: reasons.charactersBetween(LENGTH_MAX) }, [kind]);
  }
  if (!trimmed.isWellFormed() || /\p{Cc}/u.test(trimmed)) {
    refuse('INVALID_IDENTITY', { kind, reason: reasons.noControls }, [kind]);
  }
  if (kind === 'phone') return { kind, value: phone(trimmed) };
  if (kind === 'email') return { kind, value: email(trimmed) };
  return { kind, value: trimmed };
}

function phone(text: string): string {
  const digits = text.replace(/[\s()-]/g, '');
  if (!PHONE.test(digits)) refuse('INVALID_IDENTITY', { kind: 'phone', reason: reasons.phoneLike }, ['phone']);
  return digits;
}

function email(text: string): string {
  if (!EMAIL.test(text)) refuse('INVALID_IDENTITY', { kind: 'email', reason: reasons.emailLike }, ['email']);
  const lower = text.toLowerCase(); // may be longer: İ becomes two characters
  if (lower.length > LENGTH_MAX) refuse('INVALID_IDENTITY', { kind: 'email', reason: reasons.charactersBetween(LENGTH_MAX) }, ['email']); // prettier-ignore
  return lower;
}
