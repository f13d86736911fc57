import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { keyFor } from '../../../kernel/envelope.js';
import type { House } from '../../../kernel/house.js';

/** A refresh token as the house reads it. */
export interface RefreshToken {
  readonly sessionId: string;
  /** The how-manyeth of its session. */
  readonly generation: number;
  readonly token: string;
  /** What the database knows of it. */
  readonly hash: string;
}

const TOKEN = /^lrl_ref_([0-9A-HJKMNP-TV-Z]{26})_([1-9]\d{0,8})_([\w-]{43})([\w-]{22})$/;
const TAG_BYTES = 16;

/**
 * The token of a generation. It follows from the salt in the database and a key that is not there: neither alone makes
 * one, and both together make the same one again for a client that lost the answer.
 */
export function makeRefreshToken(house: House, sessionId: string, generation: number, salt: string): RefreshToken {
  const secret = mac(house, `secret|${sessionId}|${generation}|${salt}`).toString('base64url');
  const tag = tagOf(house, sessionId, generation, secret).toString('base64url');
  return parsed(sessionId, generation, `lrl_ref_${sessionId.slice(4)}_${generation}_${secret}${tag}`);
}

/**
 * Reads a token and proves that this house made it; null otherwise. So one that is made up says nothing about a session and
 * cannot sign anybody out.
 */
export function readRefreshToken(house: House, token: string): RefreshToken | null {
  const match = TOKEN.exec(token);
  if (!match) return null;
  const [, ulid = '', digits = '', secret = '', tag = ''] = match;
  const [sessionId, generation] = [`ses_${ulid}`, Number(digits)];
  const isOurs = timingSafeEqual(Buffer.from(tag, 'base64url'), tagOf(house, sessionId, generation, secret));
  return isOurs ? parsed(sessionId, generation, token) : null;
}

/** A hash for what needs no salt because nobody can guess it. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function parsed(sessionId: string, generation: number, token: string): RefreshToken {
  return { sessionId, generation, token, hash: hashOf(token) };
}

function tagOf(house: House, sessionId: string, generation: number, secret: string): Buffer {
  return mac(house, `tag|${sessionId}|${generation}|${secret}`).subarray(0, TAG_BYTES);
}

function mac({ secrets }: House, text: string): Buffer {
  return createHmac('sha256', keyFor(secrets, 'refresh tokens')).update(text).digest();
}
