import type { Gate } from './gate.js';

/** Where bytes are kept beside the database. Never called inside a transaction. What fails throws FilesUnavailable. */
export interface Files {
  /** What stands before the addresses of files: `https://media.example.com`; empty where they are paths of this server. */
  readonly baseUrl: string;
  /** Origins besides that of this server which pages send files to and show them from. */
  readonly origins: readonly string[];
  /** Work on files, a few at once in a process: to look into one takes processor and memory. */
  readonly work: Gate;
  /** Where a client sends bytes past the house, signed and good until `expiresAt`; null where the house takes them. */
  uploadUrl(key: string, upload: SignedUpload): Promise<string | null>;
  /** Keeps all of it under a key, or nothing when the source throws. A repeat replaces. */
  write(key: string, source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void>;
  /** The bytes of a key; null when there are none. Throws TooManyBytes beyond `bytesMax`, before they are all read. */
  read(key: string, bytesMax: number): Promise<Buffer | null>;
  /** Removes everything whose key begins with `folder/`; once more is no matter. */
  removeBelow(folder: string): Promise<void>;
}

export interface SignedUpload {
  readonly contentType: string;
  readonly bytes: number;
  readonly seconds: number;
}

export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes';

  constructor(readonly bytesMax: number) {
    super(`A file has more than ${bytesMax} bytes`);
  }
}

/** The disk is full or the bucket does not answer: it may be tried again. */
export class FilesUnavailable extends Error {
  override readonly name = 'FilesUnavailable';
}
