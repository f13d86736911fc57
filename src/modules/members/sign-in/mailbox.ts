import { refuse } from '../../../kernel/refusal.js';
import { normalise } from '../identities.js';

const LENGTH_MAX = 190;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const MAILBOX = new RegExp(`^[a-z0-9.!#$%&'*+/=?^_\`{|}~-]{1,64}@(?:${LABEL}\\.)+${LABEL}$`);

/**
 * The mailbox a code may be sent to, in the spelling of its identity. Only plain ASCII: a Kelvin sign becomes a k in lower
 * case and an address with it would be somebody else's, and quotes, commas and brackets mean something to mail servers.
 * Refuses INVALID_IDENTITY.
 */
export function mailboxOf(text: string): string {
  const reason = 'an e-mail address in plain ASCII letters';
  return mailboxIn(text) ?? refuse('INVALID_IDENTITY', { kind: 'email', reason }, ['identity']);
}

/** The same; null for what is no such address. */
export function mailboxIn(text: string): string | null {
  const trimmed = text.length <= LENGTH_MAX ? text.trim() : '';
  const isPlain = /^[\x21-\x7e]+$/.test(trimmed) && MAILBOX.test(trimmed.toLowerCase());
  return isPlain ? normalise({ kind: 'email', value: trimmed }).value : null;
}
