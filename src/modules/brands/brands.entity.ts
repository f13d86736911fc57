import { Entity, Index } from 'typeorm';
import { At, Code, Count, Flag, Id, JsonText, Ref } from '../../kernel/columns.js';

/** A brand of the program: the host owns it, partners take part. */
@Entity('brands')
@Index('brands_code', ['code'], { unique: true })
export class Brand {
  @Id() id!: string;
  /** Its short name in files and urls: `aurora`. */
  @Code() code!: string;
  @Code({ length: 120 }) name!: string;
  @Flag() isHost!: boolean;
  @Code({ length: 16 }) status!: 'active' | 'closed';
  /** IANA zone; the host's is the zone of the program. */
  @Code() zone!: string;
  /** ISO 4217; the host's is the one currency of the program. */
  @Code({ length: 3 }) currency!: string;
  @Code({ length: 8 }) locale!: string;
  /** Grows with every change, so that nobody overwrites what they have not seen. */
  @Count() version!: number;
  @At() createdAt!: number;
}

/**
 * An API key. The key of a brand's backend is `lrl_live_<keyId>_<secret>`, or `lrl_test_…` in the sandbox, of which only a
 * keyed hash of the secret is stored; a publishable key, `lrl_pub_<keyId>`, has no secret and a list of origins instead.
 */
@Entity('api_keys')
@Index('api_keys_key', ['keyId'], { unique: true })
export class ApiKey {
  @Id() id!: string;
  /** The public part, which finds the row. */
  @Code({ length: 22 }) keyId!: string;
  @Ref() brandId!: string;
  @Code({ length: 16 }) kind!: 'brand' | 'publishable';
  /** The one store it acts for; null for a key of the whole brand. */
  @Ref({ nullable: true }) storeId!: string | null;
  /** It waits for a second person and does not work yet. */
  @Flag() isHeld!: boolean;
  @Code({ length: 120 }) label!: string;
  /** HMAC-SHA-256 of the secret under the key pepper, base64url; empty for a key without one. */
  @Code({ length: 43 }) secretHash!: string;
  @JsonText() scopes!: string[];
  /** Web pages a publishable key may be used from: `https://shop.example`. */
  @JsonText({ nullable: true }) origins!: string[] | null;
  /** Addresses and networks a key may be used from; null for everywhere. */
  @JsonText({ nullable: true }) ipAllow!: string[] | null;
  /** The key it took the place of. */
  @Ref({ nullable: true }) rotatedFromId!: string | null;
  /** Points of cost a second it may ask for; null for the usual rate. */
  @Count({ nullable: true }) ratePerSecond!: number | null;
  @At({ nullable: true }) expiresAt!: number | null;
  @At({ nullable: true }) revokedAt!: number | null;
  /** To the hour: enough to find keys nobody uses. */
  @At({ nullable: true }) lastUsedAt!: number | null;
  @At() createdAt!: number;
}
