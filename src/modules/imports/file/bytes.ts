import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { refuse } from '../../../kernel/refusal.js';

const CHUNK = 65_536;
/** A small piece, because a thousand times as much may come out of it. */
const PACKED_CHUNK = 16_384;

/** A file to import, plain or gzip: read in pieces, as fast as they are taken. */
export interface ByteSource {
  /** Its name without folder and `.gz`: the same facts whether packed or not. */
  readonly name: string;
  readonly size: number;
  /** Tells this content from another, without reading all of it. */
  readonly fingerprint: string;
  /** Bytes of the file on disk that were read, for the progress bar. */
  readonly taken: () => number;
  /** The content from a byte on. Refuses FILE_CUT_OFF and FILE_DAMAGED after everything before it was given. */
  chunks(from: number): AsyncGenerator<Buffer>;
}

/** Looks at a file before it is read. Refuses FILE_UNREADABLE and FILE_NOT_TEXT. */
export async function openBytes(path: string): Promise<ByteSource> {
  const { size, head, tail } = await readEnds(path);
  refuseOtherFormats(path, head);
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  let taken = 0;
  const count = (bytes: number) => (taken += bytes);
  return {
    name: basename(path).replace(/\.gz$/i, ''),
    size,
    fingerprint: createHash('sha256').update(`${size}|`).update(head).update(tail).digest('base64url').slice(0, 22),
    taken: () => taken,
    chunks: (from) => {
      taken = 0;
      return isPacked ? unpacked(path, from, count) : plain(path, from, count);
    },
  };
}

async function readEnds(path: string): Promise<{ size: number; head: Buffer; tail: Buffer }> {
  return withFile(path, async (file) => {
    const stat = await file.stat();
    if (!stat.isFile()) refuse('FILE_UNREADABLE', { file: path, problem: 'not a file' });
    const head = await readAt(file, 0, CHUNK);
    const tail = await readAt(file, Math.max(0, stat.size - CHUNK), CHUNK);
    return { size: stat.size, head, tail };
  });
}

/** Spreadsheets and UTF-16 are what people send by mistake, so they are told apart by their first bytes. */
function refuseOtherFormats(path: string, head: Buffer): void {
  const start = head.subarray(0, 4).toString('latin1');
  if (start.startsWith('PK\x03\x04')) refuse('FILE_NOT_TEXT', { file: path, what: 'a ZIP or a spreadsheet' });
  if (start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff')) refuse('FILE_NOT_TEXT', { file: path, what: 'UTF-16' });
} // prettier-ignore

async function* plain(path: string, from: number, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  const file = await openToRead(path);
  try {
    count(from);
    for (let at = from; ;) {
      const chunk = await readAt(file, at, CHUNK);
      if (chunk.length === 0) return;
      at += chunk.length;
      count(chunk.length);
      yield chunk;
    }
  } finally {
    await file.close();
  }
}

async function* unpacked(path: string, from: number, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  let skip = from;
  for await (const chunk of gunzip(path, count)) {
    if (skip >= chunk.length) skip -= chunk.length;
    else {
      yield skip > 0 ? chunk.subarray(skip) : chunk;
      skip = 0;
    }
  }
}

/** Every byte that can be unpacked is given before a damage further on is told, which a plain pipe would not do. */
async function* gunzip(path: string, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  const file = await openToRead(path);
  const stream = createGunzip({ chunkSize: CHUNK });
  const ready: Buffer[] = [];
  let failure: Error | undefined;
  stream.on('data', (chunk: Buffer) => ready.push(chunk));
  stream.on('error', (error) => (failure = error));
  try {
    for (let at = 0; ;) {
      const packed = await readAt(file, at, PACKED_CHUNK);
      at += packed.length;
      count(packed.length);
      await (packed.length > 0 ? fed(stream, packed) : ended(stream));
      yield* ready.splice(0);
      if (failure) refuse(isCutOff(failure) ? 'FILE_CUT_OFF' : 'FILE_DAMAGED', { file: path });
      if (packed.length === 0) return;
    }
  } finally {
    stream.destroy();
    await file.close();
  }
}

type Gunzip = ReturnType<typeof createGunzip>;

function fed(stream: Gunzip, packed: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('error', done);
      resolve();
    };
    stream.once('error', done);
    stream.write(packed, done);
  });
}

function ended(stream: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    stream.once('end', resolve).once('error', () => {
      resolve();
    });
    stream.end();
  });
}

function isCutOff(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';
}

async function openToRead(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    refuse('FILE_UNREADABLE', { file: path, problem: (error as NodeJS.ErrnoException).code ?? 'unknown' });
  }
}

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await openToRead(path);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
}
