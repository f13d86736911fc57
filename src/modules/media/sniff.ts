import type { ContentType } from './purposes.js';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What bytes are, by how they begin; null for everything that is not taken. Names and headers are only what somebody says. */
export function sniff(bytes: Uint8Array): ContentType | null {
  if (begins(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (begins(bytes, PNG)) return 'image/png';
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP') return 'image/webp';
  if (/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return 'image/gif';
  return textAt(bytes, 0, 5) === '%PDF-' ? 'application/pdf' : null;
}

/** A PDF ends with a mark, so that one that came in half is known. */
export function isWholePdf(bytes: Uint8Array): boolean {
  const end = Math.max(0, bytes.length - 1_024);
  return textAt(bytes, end, bytes.length - end).includes('%%EOF');
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
