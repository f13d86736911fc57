import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { refuse } from '../../kernel/refusal.js';

export const PASSWORD_LENGTH_MIN = 12;
const PASSWORD_LENGTH_MAX = 200;
/** Without what looks alike on paper. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

const COST = { logN: 15, r: 8, p: 1 } as const;
const KEY_LENGTH = 32;

/** The hash to store, with its parameters, so that they can be raised without anybody losing a password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.logN, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Takes as long for a login nobody has (`null`) as for a wrong password. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, logN, r, p, salt = '', hash = ''] = (stored ?? NOBODY).split('$');
  const expected = Buffer.from(hash, 'base64url');
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const key = await derive(password.slice(0, PASSWORD_LENGTH_MAX + 1), Buffer.from(salt, 'base64url'), cost);
  return timingSafeEqual(key, expected) && stored !== null;
}

/** A password somebody reads from a screen and types once: 80 random bits in groups of four. */
export function randomPassword(): string {
  const letters = Array.from({ length: 16 }, () => LETTERS[randomInt(LETTERS.length)] ?? '');
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-');
}

/** Refuses WEAK_PASSWORD: too short, the login in other clothes, or one that everybody tries first. */
export function requireStrong(password: string, whose: { readonly login: string; readonly name: string }): void {
  const reason = weaknessOf(password, whose);
  if (reason) refuse('WEAK_PASSWORD', { reason, min: PASSWORD_LENGTH_MIN }, ['newPassword']);
}

function weaknessOf(password: string, { login, name }: { login: string; name: string }): string | null {
  const { length } = Array.from(password);
  if (length < PASSWORD_LENGTH_MIN) return 'short';
  if (password.length > PASSWORD_LENGTH_MAX) return 'long';
  const plain = bare(password);
  const own = [login, login.split('@')[0] ?? '', name].map(bare).filter((word) => word.length >= 3);
  if (without(own, plain).length < 6 && own.some((word) => plain.includes(word))) return 'own';
  if (new Set(password).size < 5) return 'common';
  return without(COMMON, plain).length < 5 ? 'common' : null;
}

function without(words: readonly string[], text: string): string {
  return words.reduce((left, word) => left.replaceAll(word, ''), text);
}

/** Small letters and digits only, with the usual disguises taken off. */
function bare(text: string): string {
  const disguises: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }; // prettier-ignore
  const plain = text.normalize('NFKC').toLowerCase();
  return Array.from(plain, (letter) => disguises[letter] ?? letter).join('').replace(/[^\p{L}\p{N}]/gu, ''); // prettier-ignore
}

/** What passwords are made of that everybody tries first, without disguises. */
const COMMON: readonly string[] = [
  'password', 'passwort', 'passwd', 'laurel', 'welcome', 'changeme', 'letmein', 'iloveyou', 'woaini', 'administrator', 'administration', 'admin', 'qwertyuiop', 'qwerty', 'asdfghjkl', 'asdfgh', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', 'abcdefghijkl', 'abcdef', 'abc', 'superman', 'football', 'baseball', 'dragon', 'monkey', 'sunshine', 'princess', 'master', 'secret', 'login', 'owner', 'summer', 'winter', 'spring', 'autumn', 'company', 'i2eas6t89o', 'i2eas6t89', '2o24', '2o2s', '2o26', '2o27', 'i2e', 'ooo', 'iii', 'eee', '666', '888', '999',
]; // prettier-ignore

const NOBODY = `scrypt$15$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

const scryptAsync = promisify<string, Buffer, number, object, Buffer>(scrypt);

function derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  const maxmem = 256 * 2 ** logN * r;
  return scryptAsync(password.normalize('NFKC'), salt, KEY_LENGTH, { N: 2 ** logN, r, p, maxmem });
}
