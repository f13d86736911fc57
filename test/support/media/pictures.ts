import { deflateSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';

export const GPS = '51/1 30/1 3230/100';
export const CAMERA = 'Walkabout 9000';

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 90 } } });

export function png(width = 320, height = 200): Promise<Buffer> {
  return canvas(width, height).png().toBuffer();
}

export function webp(width = 320, height = 200): Promise<Buffer> {
  return canvas(width, height).webp().toBuffer();
}

export function gif(width = 320, height = 200): Promise<Buffer> {
  return canvas(width, height).gif().toBuffer();
}

/** Two pictures, one after the other, for ever. */
export async function movingGif(): Promise<Buffer> {
  const frames = await Promise.all([png(40, 40), canvas(40, 40).negate().png().toBuffer()]);
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: [100, 100] })
    .toBuffer();
}

/** As a telephone held upright writes it: lying on its side, with where it was taken, and by what. */
export function photograph(width = 400, height = 300): Promise<Buffer> {
  return canvas(width, height)
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Model: CAMERA }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: GPS } })
    .toBuffer();
}

/** A hundred kilobytes that are 900 million pixels when somebody opens them. */
export function bomb(side = 30_000): Buffer {
  const row = Buffer.alloc(1 + Math.ceil(side / 8));
  const rows = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)), { level: 9 });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1; // one bit a pixel
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
export const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
export const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');
