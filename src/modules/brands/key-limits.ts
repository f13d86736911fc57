import { BlockList, isIP } from 'node:net';
import { refuseInput } from '../../kernel/refusal.js';
import { brandReasons as reasons } from './brands.reasons.js';

export const ORIGINS_MAX = 50;
export const NETWORKS_MAX = 100;
const RATE_MAX = 100_000_000;
const ORIGIN_LENGTH_MAX = 253 + 'https://:65535'.length;

/**
 * An origin as browsers send it: scheme, host and port, nothing else. Plain http only for this machine, where front ends are
 * developed. Refuses INVALID_INPUT.
 */
export function originOf(text: string): string {
  const url = text.length <= ORIGIN_LENGTH_MAX ? parsed(text) : null;
  const isOrigin = url !== null && url.origin === text && HOST.test(url.hostname);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOCAL.has(url.hostname));
  if (isOrigin && isSafe) return url.origin;
  refuseInput(reasons.originLike(shown(text)), ['origins']); // prettier-ignore
}

/** As browsers write it: small letters, international names in their ASCII form; no pattern stands for many. */
const HOST = /^([a-z0-9.-]+|\[[0-9a-f:]+\])$/;
const LOCAL: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An address or a network: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. Refuses INVALID_INPUT. */
export function networkOf(text: string): string {
  const { family, width } = networkParts(text);
  const most = family === 6 ? 128 : 32;
  if (family !== 0 && Number.isInteger(width) && width >= 0 && width <= most) return text;
  refuseInput(reasons.networkLike(shown(text)), ['ipAllow']); // prettier-ignore
}

/** Points of cost a second, or null for the usual rate. Refuses INVALID_INPUT. */
export function rateOf(rate: number | null | undefined): number | null {
  if (rate == null) return null;
  if (Number.isInteger(rate) && rate >= 1 && rate <= RATE_MAX) return rate;
  refuseInput(reasons.rateBetween(RATE_MAX), ['ratePerSecond']);
}

/** Whether an address lies in one of the networks. One that is not known lies in none. */
export function isWithin(networks: readonly string[], address: string | null): boolean {
  const version = isIP(address ?? '');
  if (address === null || version === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const { base, family, width } = networkParts(network);
    list.addSubnet(base, width, family === 6 ? 'ipv6' : 'ipv4');
  }
  return list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

function networkParts(text: string): { base: string; family: number; width: number } {
  const [base = '', width, ...more] = text.split('/');
  const family = more.length === 0 ? isIP(base) : 0;
  const whole = family === 6 ? 128 : 32;
  return { base, family, width: width === undefined ? whole : /^\d{1,3}$/.test(width) ? Number(width) : NaN };
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
