import { createHmac, timingSafeEqual } from 'node:crypto';
import { GraphQLError } from 'graphql';

const SEAL_BYTES = 9;

/** The values a list is ordered by, of one row. */
export type Position = readonly (string | number | null)[];

/** A position as clients carry it: opaque, and sealed, so that a made-up one is refused instead of searched for. */
export function sealCursor(key: Buffer, list: string, position: Position): string {
  const text = Buffer.from(JSON.stringify(position)).toString('base64url');
  return `${text}.${sealOf(key, list, text).toString('base64url')}`;
}

/** The position of a cursor of this very list. Throws BAD_USER_INPUT for any other text. */
export function openCursor(key: Buffer, list: string, cursor: string): Position {
  const [text = '', seal = ''] = cursor.split('.');
  const given = Buffer.from(seal, 'base64url');
  if (given.length !== SEAL_BYTES || !timingSafeEqual(given, sealOf(key, list, text))) {
    throw new GraphQLError('This is no cursor of this list', { extensions: { code: 'BAD_USER_INPUT' } });
  }
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Position;
}

function sealOf(key: Buffer, list: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${list}|${text}`).digest().subarray(0, SEAL_BYTES);
}
