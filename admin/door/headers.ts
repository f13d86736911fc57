import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Scripts of ours and of this very page only; nothing from elsewhere but pictures from where files are kept, nothing into a frame. */
function policy(nonce: string, origins: readonly string[]): string {
  const files = ['', ...origins].join(' ');
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'", // AdminJS makes its styles in the page
    `img-src 'self' data:${files}`,
    "font-src 'self' data:",
    `connect-src 'self'${files}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Puts on every answer what browsers are to know about it; answers the nonce for the scripts of a page. Files may lie at other origins. */
export function guardPage(response: ServerResponse, origins: readonly string[] = []): string {
  const nonce = randomBytes(16).toString('base64url');
  const headers = {
    'content-security-policy': policy(nonce, origins),
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  return nonce;
}

/** Whether a browser came by a secure way, also behind a proxy that ends it. */
export function isSecure({ headers, socket }: IncomingMessage): boolean {
  return 'encrypted' in socket || headers['x-forwarded-proto'] === 'https';
}

/**
 * Whether what changes something was sent by a page of this very origin. Cookies of a session are SameSite=Strict besides;
 * but signing in needs none, and sites of one domain share them.
 */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined) return site === 'same-origin';
  const own = `${isSecure(request) ? 'https' : 'http'}://${host ?? ''}`;
  return origin === own;
}
