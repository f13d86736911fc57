import { z } from 'zod';
import { CONFIG_CODE, configId } from '../kernel/id.js';
import type { Issuer } from '../kernel/issuers.js';
import { ISSUER_ALGORITHMS } from '../kernel/issuers.js';

const COOLDOWN_S = 30;

const schema = z
  .array(
    z
      .strictObject({
        name: z.string().regex(CONFIG_CODE, 'a name has 2 to 26 small letters, digits and hyphens'),
        brand: z.string().regex(CONFIG_CODE, 'the code of a brand'),
        issuer: z.url(),
        audience: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(20)]),
        jwksUrl: z.url(),
        algorithms: z.array(z.enum(ISSUER_ALGORITHMS)).min(1).default(['RS256', 'ES256']),
        trustEmail: z.boolean().default(false),
        private: z.boolean().default(false),
        cooldownSeconds: z.number().min(0).max(3_600).default(COOLDOWN_S),
      })
      .refine(
        ({ jwksUrl, private: isPrivate }) => isPrivate || jwksUrl.startsWith('https://'),
        'jwksUrl must be https',
      ),
  )
  .max(50);

/** The identity providers of `OIDC_ISSUERS`: a JSON list. Throws with what is wrong with it. */
export function readIssuers(text: string | undefined): readonly Issuer[] {
  if (!text) return [];
  const read = schema.safeParse(jsonOf(text));
  if (!read.success) throw new Error(`OIDC_ISSUERS: ${z.prettifyError(read.error)}`);
  const issuers = read.data.map(({ brand, audience, trustEmail, private: isPrivate, cooldownSeconds, ...rest }) => ({
    ...rest,
    realm: configId('brd', brand),
    audience: [audience].flat(),
    isEmailTrusted: trustEmail,
    isPrivate,
    cooldownMs: cooldownSeconds * 1_000,
  }));
  const keys = issuers.flatMap(({ realm, name, issuer }) => [`${realm} ${name}`, `${realm} ${issuer}`]);
  if (new Set(keys).size < keys.length) throw new Error('OIDC_ISSUERS: a brand names an issuer twice');
  return issuers;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('OIDC_ISSUERS must be a JSON list');
  }
}
