import { createHmac } from 'node:crypto';
import type { Instant } from '../../../kernel/clock.js';
import { readCode, writeCode } from '../../../kernel/readable-code.js';

/** How long a code is shown; it is taken for as long again, for those who type slowly. */
export const CODE_MS = 60_000;

const SEAL_DIGITS = 5;
const NUMBER_DIGITS = 6;
const NUMBER_MAX = 32 ** NUMBER_DIGITS - 1;

interface Numbered {
  readonly id: string;
  readonly number: number;
}

/** What a code says before it is known to be true. */
export interface ClaimedCode {
  readonly step: number;
  readonly number: number;
  readonly seal: readonly number[];
}

/** The step of time a code belongs to. */
export function stepAt(at: Instant): number {
  return Math.floor(at / CODE_MS);
}

/**
 * The code a member shows in one step: 25 bits that only we can make for it, and its number hidden by them. Nothing is
 * stored to make it. Of a million members a guess finds one in 2^35; tries are counted besides.
 */
export function memberCode(key: Buffer, { id, number }: Numbered, step: number): string {
  if (number > NUMBER_MAX) throw new RangeError(`Member number ${number} does not fit in a code`);
  const seal = sealOf(key, { id, number }, step);
  return writeCode([...seal, ...hidden(key, step, seal, digitsOf(number))]);
}

/** What a code may stand for, in this step and in the one before; empty when nobody can have shown it. */
export function claimsOf(key: Buffer, text: string, now: Instant): ClaimedCode[] {
  const digits = readCode(text, SEAL_DIGITS + NUMBER_DIGITS);
  if (!digits) return [];
  const seal = digits.slice(0, SEAL_DIGITS);
  const body = digits.slice(SEAL_DIGITS);
  return [0, 1].map((back) => {
    const step = stepAt(now) - back;
    return { step, seal, number: numberOf(hidden(key, step, seal, body)) };
  });
}

/** Whether a code is this member's own. */
export function isCodeOf(key: Buffer, member: Numbered, { step, number, seal }: ClaimedCode): boolean {
  return member.number === number && sealOf(key, member, step).every((digit, at) => digit === seal[at]);
}

/** Bound to the id as well, which no other house has: a code of the sandbox is worth nothing outside it. */
function sealOf(key: Buffer, { id, number }: Numbered, step: number): number[] {
  return digest(key, `seal|${step}|${number}|${id}`, SEAL_DIGITS);
}

/** Hides the digits of a number, and shows them again. */
function hidden(key: Buffer, step: number, seal: readonly number[], digits: readonly number[]): number[] {
  const mask = digest(key, `mask|${step}|${seal.join('.')}`, NUMBER_DIGITS);
  return digits.map((digit, at) => digit ^ (mask[at] ?? 0));
}

function digest(key: Buffer, text: string, length: number): number[] {
  const own = createHmac('sha256', key).update('laurel member code').digest();
  return [...createHmac('sha256', own).update(text).digest().subarray(0, length)].map((byte) => byte & 31);
}

function digitsOf(number: number): number[] {
  return Array.from({ length: NUMBER_DIGITS }, (_, at) => Math.floor(number / 32 ** at) % 32);
}

function numberOf(digits: readonly number[]): number {
  return digits.reduce((sum, digit, at) => sum + digit * 32 ** at, 0);
}
