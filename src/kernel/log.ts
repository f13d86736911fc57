import { pino } from 'pino';
import type { Logger } from 'pino';

export type Log = Logger;

/** Structured lines on stdout, ids and codes only: no names, no addresses, no tokens. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['req.headers', 'headers', 'authorization', '*.authorization', '*.email', '*.phone', '*.displayName'],
      censor: '[removed]',
    },
  });
}
