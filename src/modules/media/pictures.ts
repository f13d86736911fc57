import type { Sharp } from 'sharp';
import sharp from 'sharp';
import { refuse } from '../../kernel/refusal.js';
import { PIXELS_MAX, SIDE_MAX } from './limits.js';
import type { ContentType } from './purposes.js';
import type { Format } from './widths.js';

/** A picture that was written anew: nothing in it but what one sees. */
export interface Picture {
  readonly bytes: Buffer;
  readonly contentType: ContentType;
  readonly width: number;
  readonly height: number;
}

/** How pictures are kept; a still GIF becomes a PNG. */
const KEPT_AS = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'png' } as const;
const QUALITY = { kept: 92, served: 80 } as const;
/** What a decoder can make something of is taken, but not a picture that ends in the middle. */
const BROKEN = { failOn: 'truncated' } as const;

/**
 * Looks at the head of a picture before anything of it is opened, then turns it as its camera was held and writes it anew,
 * without where, when and by whom it was taken. Refuses MEDIA_TOO_MANY_PIXELS, MEDIA_TYPE_REFUSED for one that moves,
 * MEDIA_BROKEN.
 */
export async function cleaned(bytes: Buffer, type: keyof typeof KEPT_AS): Promise<Picture> {
  const head = await asPicture(sharp(bytes, { ...BROKEN, limitInputPixels: false }).metadata());
  const { width, height, pages = 1 } = head;
  if (width > SIDE_MAX || height > SIDE_MAX || width * height > PIXELS_MAX) refuse('MEDIA_TOO_MANY_PIXELS', { width, height, sideMax: SIDE_MAX, megapixelsMax: PIXELS_MAX / 1e6 }); // prettier-ignore
  if (pages > 1) refuse('MEDIA_MOVES');
  const format = KEPT_AS[type];
  const turned = sharp(bytes, { ...BROKEN, limitInputPixels: PIXELS_MAX }).autoOrient();
  const { data, info } = await asPicture(inFormat(turned, format, QUALITY.kept).toBuffer({ resolveWithObject: true }));
  return { bytes: data, contentType: `image/${format}`, width: info.width, height: info.height };
}

/** The same picture in another width and format; never wider than it is. */
export function resized(original: Buffer, width: number, format: Format): Promise<Buffer> {
  const picture = sharp(original, { limitInputPixels: PIXELS_MAX }).resize({ width, withoutEnlargement: true });
  return inFormat(format === 'jpeg' ? picture.flatten({ background: '#fff' }) : picture, format, QUALITY.served).toBuffer();
} // prettier-ignore

function inFormat(picture: Sharp, format: Format, quality: number): Sharp {
  if (format === 'png') return picture.png();
  return format === 'webp' ? picture.webp({ quality }) : picture.jpeg({ quality, mozjpeg: true });
}

async function asPicture<T>(work: Promise<T>): Promise<T> {
  return work.catch(() => refuse('MEDIA_BROKEN'));
}
