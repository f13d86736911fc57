import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from '../reply.js';

const RANGE = /^bytes=(\d*)-(\d*)$/;

/** The part of a whole answer that was asked for; all of it where nobody asks, or asks for several parts, or of another version. */
export function inRange(whole: Reply, { range, 'if-range': version }: IncomingHttpHeaders): Reply {
  const [asked, first = '', last = ''] = RANGE.exec(range ?? '') ?? [];
  if (!asked || first + last === '' || (version !== undefined && version !== whole.headers['etag'])) return whole;
  const size = whole.body.length;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from > to) return { status: 416, headers: { ...whole.headers, 'content-range': `bytes */${size}` }, body: '' };
  const headers = { ...whole.headers, 'content-range': `bytes ${from}-${to}/${size}` };
  return { status: 206, headers, body: whole.body.slice(from, to + 1) };
}
