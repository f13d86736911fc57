import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Json } from './json.js';
import type { Secrets } from './secrets.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key for one purpose, so that what was made for one is worth nothing for another. */
export function keyFor({ tokenKey }: Secrets, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', tokenKey, '', `laurel ${purpose}`, 32));
}

/** A value only the house can read again: for what has to wait in the database and must not be read there. */
export function enclose(secrets: Secrets, purpose: string, value: Json): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyFor(secrets, purpose), nonce);
  const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** What was enclosed; null when it was made with another key or changed since. */
export function disclose(secrets: Secrets, purpose: string, enclosed: string): Json {
  const bytes = Buffer.from(enclosed, 'base64url');
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  if (tag.length < TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, keyFor(secrets, purpose), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(tag);
  try {
    const body = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
    return JSON.parse(Buffer.concat(body).toString('utf8')) as Json;
  } catch {
    return null;
  }
}
