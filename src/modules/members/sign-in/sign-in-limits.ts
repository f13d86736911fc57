import { DAY_MS } from '../../../kernel/calendar.js';
import type { Caller } from '../../../kernel/caller.js';
import type { Limit } from './limits.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Who asks, from where. */
export interface Asker {
  readonly caller: Caller;
  /** The network address; many people may sit behind one. */
  readonly address: string;
  /** What views knew it by before. */
  readonly visitorId?: string | null;
}

/** Codes for one mailbox, from one address and through one key. The mailbox is named by its hash. */
export function codeLimits({ caller, address }: Asker, codeId: string): Limit[] {
  return [
    ...ofAddress(caller, { name: 'code.address', subject: address, windowMs: HOUR_MS, max: 60 }),
    { name: 'code.key', subject: caller.keyId ?? '', windowMs: HOUR_MS, max: 5_000 },
    { name: 'code.minute', subject: codeId, windowMs: MINUTE_MS, max: 1 },
    { name: 'code.hour', subject: codeId, windowMs: HOUR_MS, max: 5 },
    { name: 'code.day', subject: codeId, windowMs: DAY_MS, max: 10 },
  ];
}

/**
 * Failed tries from one address and through one key. The key's bounds what can be guessed from many addresses at many
 * mailboxes: 2,000 of 1,000,000 codes an hour.
 */
export function tryLimits({ caller, address }: Asker): Limit[] {
  return [
    ...ofAddress(caller, { name: 'try.address', subject: address, windowMs: HOUR_MS, max: 60 }),
    { name: 'try.key', subject: caller.keyId ?? '', windowMs: HOUR_MS, max: 2_000 },
  ];
}

/** All members of a brand's backend come from its one address, so only people are counted by theirs. */
function ofAddress({ kind }: Caller, limit: Limit): Limit[] {
  return kind === 'brand' ? [] : [limit];
}
