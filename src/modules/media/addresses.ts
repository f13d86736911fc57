import { createHmac, timingSafeEqual } from 'node:crypto';
import type { House, HouseMode } from '../../kernel/house.js';
import type { Purpose } from './purposes.js';
import { isPublic } from './purposes.js';
import type { Format } from './widths.js';
import { WIDTHS } from './widths.js';
import { MINUTE_MS } from './limits.js';

/** Addresses of files that are not for everybody end between ten and twenty minutes after they were given out. */
const STEP_MS = 10 * MINUTE_MS;
const FORMATS: readonly Format[] = ['webp', 'jpeg', 'png'];

type Signing = Pick<House, 'mode' | 'secrets' | 'files' | 'realClock'>;

/** What an upload is bound to. */
export interface Announced {
  readonly id: string;
  readonly ownerId: string;
  readonly bytes: number;
  readonly contentType: string;
  readonly expiresAt: number;
}

/** What an address of a file names; `width` is null for the file as it is. */
export interface Asked {
  readonly mode: HouseMode;
  readonly id: string;
  readonly hash: string;
  readonly width: number | null;
  readonly format: Format | 'pdf';
}

/** What stands in the query of an address that is signed. */
export interface Seal {
  readonly expires: string;
  readonly signature: string;
}

export type MediaPath =
  { readonly upload: { readonly mode: HouseMode; readonly id: string } } | { readonly file: Asked };

/** Where a client sends the bytes of an upload to this house. */
export function uploadAddress(house: Signing, announced: Announced): string {
  const query = new URLSearchParams({
    expires: String(announced.expiresAt),
    signature: signedUpload(house, announced),
  });
  return `${house.files.baseUrl}${root(house.mode)}${announced.id}/upload?${query.toString()}`;
}

/** Whether an upload comes to the address its owner was given, whenever that ends. */
export function isUploadSigned(house: Signing, announced: Announced, { expires, signature }: Seal): boolean {
  return expires === String(announced.expiresAt) && isSame(signature, signedUpload(house, announced));
}

interface Shown {
  readonly id: string;
  readonly hash: string;
  readonly purpose: Purpose;
}

/** Where a picture is served in a width of the list and a format, or a document as it is. */
export function fileAddress(house: Signing, { id, hash, purpose }: Shown, size: { width: number; format: Format } | null): string {
  const name = size ? `${hash}-${size.width}.${size.format}` : `${hash}.pdf`;
  const path = `${root(house.mode)}${id}/${name}`;
  if (isPublic(purpose)) return house.files.baseUrl + path;
  const expires = String((Math.floor(house.realClock.now() / STEP_MS) + 2) * STEP_MS);
  const query = new URLSearchParams({ expires, signature: signed(house, ['media.file', path, expires]) });
  return `${house.files.baseUrl}${path}?${query.toString()}`;
} // prettier-ignore

/** For how long a signed address is good yet; null for one that is not, or no more. */
export function leftOf(house: Signing, path: string, { expires, signature }: Seal): number | null {
  const left = Number(expires) - house.realClock.now();
  if (!(left > 0) || !isSame(signature, signed(house, ['media.file', path, expires]))) return null;
  return left;
}

const UPLOAD = /^\/media\/(test\/)?(med_[0-9A-HJKMNP-TV-Z]{26})\/upload$/;
const FILE =
  /^\/media\/(test\/)?(med_[0-9A-HJKMNP-TV-Z]{26})\/([0-9a-f]{32})(?:-([1-9]\d{1,3})\.(webp|jpeg|png)|\.(pdf))$/;

/** What a path asks for; null for one of no file, of a width that is not on the list, or spelt otherwise than we do. */
export function readPath(path: string): MediaPath | null {
  const [, ofTest, upload] = UPLOAD.exec(path) ?? [];
  if (upload) return { upload: { mode: modeOf(ofTest), id: upload } };
  const [, test, id, hash, width, format, pdf] = FILE.exec(path) ?? [];
  if (!id || !hash) return null;
  if (pdf) return { file: { mode: modeOf(test), id, hash, width: null, format: 'pdf' } };
  const known = FORMATS.find((each) => each === format);
  if (!known || !WIDTHS.includes(Number(width))) return null;
  return { file: { mode: modeOf(test), id, hash, width: Number(width), format: known } };
} // prettier-ignore

function root(mode: HouseMode): string {
  return mode === 'live' ? '/media/' : '/media/test/';
}

function modeOf(test: string | undefined): HouseMode {
  return test ? 'test' : 'live';
}

function signedUpload(house: Signing, { id, ownerId, bytes, contentType, expiresAt }: Announced): string {
  return signed(house, ['media.upload', id, ownerId, String(bytes), contentType, String(expiresAt)]);
}

/** What is signed begins with what it is for, so that no signature is good for anything else. */
function signed({ secrets }: Signing, parts: readonly string[]): string {
  return createHmac('sha256', secrets.tokenKey).update(parts.join('\n')).digest('base64url');
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
