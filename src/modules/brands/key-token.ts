import { randomBytes } from 'node:crypto';
import type { HouseMode } from '../../kernel/house.js';
import type { ApiKey } from './brands.entity.js';

/** What a key says it is. Only the secret of a brand's key proves anything. */
export interface KeyToken {
  readonly mode: HouseMode;
  readonly kind: ApiKey['kind'];
  readonly keyId: string;
  /** Empty for a publishable key. */
  readonly secret: string;
}

const BRAND = /^lrl_(live|test)_([0-9a-f]{18})_([\w-]{43})$/;
const PUBLISHABLE = /^lrl_pub_(test_)?([0-9a-f]{18})$/;

/** A new key of a kind: a public part that finds its row and, for a brand's backend, a secret of 256 bits. */
export function newKeyToken(mode: HouseMode, kind: ApiKey['kind']): KeyToken {
  const keyId = randomBytes(9).toString('hex');
  return { mode, kind, keyId, secret: kind === 'brand' ? randomBytes(32).toString('base64url') : '' };
}

/** `lrl_live_<keyId>_<secret>`, `lrl_test_<keyId>_<secret>`, `lrl_pub_<keyId>` or `lrl_pub_test_<keyId>`. */
export function writeKeyToken({ mode, kind, keyId, secret }: KeyToken): string {
  if (kind === 'publishable') return `lrl_pub_${mode === 'test' ? 'test_' : ''}${keyId}`;
  return `lrl_${mode}_${keyId}_${secret}`;
}

/** What a text says it is, or null when it is no key. */
export function readKeyToken(token: string): KeyToken | null {
  const [, mode, brandKeyId, secret] = BRAND.exec(token) ?? [];
  if (brandKeyId) return { mode: mode as HouseMode, kind: 'brand', keyId: brandKeyId, secret: secret ?? '' };
  const [, test, keyId] = PUBLISHABLE.exec(token) ?? [];
  return keyId ? { mode: test ? 'test' : 'live', kind: 'publishable', keyId, secret: '' } : null;
}
