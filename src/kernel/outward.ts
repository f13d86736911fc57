import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, isIPv4 } from 'node:net';

/** How far a request may go that the house makes by itself. */
export interface Outward {
  /** Whether addresses inside (loopback, private networks) and plain http may be asked. */
  readonly isPrivateAllowed: boolean;
  readonly bytesMax: number;
  readonly signal: AbortSignal;
}

/** Somebody made the house ask where it must not. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

/**
 * Reads what stands at a URL: status and body, without following redirects. The address is looked at when the name has
 * been resolved, in the very lookup that connects, so that a name cannot answer one address to a check and another then.
 */
export function fetchOutward(url: URL, outward: Outward): Promise<{ status: number; body: Buffer }> {
  const { isPrivateAllowed, bytesMax, signal } = outward;
  if (url.protocol !== 'https:' && !(isPrivateAllowed && url.protocol === 'http:')) {
    return Promise.reject(new ForbiddenAddress('Only https is asked'));
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPrivateAllowed && isInside(host)) {
    return Promise.reject(new ForbiddenAddress('The address lies inside'));
  }
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const options = {
      signal,
      headers: { accept: 'application/json' },
      lookup: isPrivateAllowed ? lookup : lookupOutside,
    };
    const asking = request(url, options as never, (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      response.on('data', (part: Buffer) => {
        length += part.length;
        if (length > bytesMax) asking.destroy(new Error(`longer than ${bytesMax} bytes`));
        else parts.push(part);
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) });
      });
    });
    asking.on('error', reject);
    asking.end();
  });
}

/** Whether an address belongs to a machine or network that nobody outside should reach through the house. */
export function isInside(address: string): boolean {
  return INSIDE.check(address, isIPv4(address) ? 'ipv4' : 'ipv6'); // IPv4 written as IPv6 is looked at as IPv4
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

function lookupOutside(hostname: string, options: LookupOptions, answer: Answer): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      answer(error, []);
      return;
    }
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => isInside(address))) {
      answer(new ForbiddenAddress('The name leads inside'), []);
    } else if (options.all) answer(null, addresses);
    else answer(null, first.address, first.family);
  });
}

const INSIDE = blocked([
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4],
  ['::', 127], ['64:ff9b::', 96], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8],
]); // prettier-ignore

function blocked(subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of subnets) list.addSubnet(address, bits, isIPv4(address) ? 'ipv4' : 'ipv6');
  return list;
}
