import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Files } from '../../../kernel/files.js';
import { FilesUnavailable, TooManyBytes } from '../../../kernel/files.js';
import type { Gate } from '../../../kernel/gate.js';

/** Files in a folder of this machine, which nobody but its owner reads. Keys are names of ours, never a client's. */
export class DiskFiles implements Files {
  readonly #folder: string;
  readonly origins: readonly string[];

  constructor(
    folder: string,
    readonly baseUrl: string,
    readonly work: Gate,
  ) {
    this.#folder = resolve(folder);
    this.origins = baseUrl === '' ? [] : [new URL(baseUrl).origin];
  }

  uploadUrl(): Promise<null> {
    return Promise.resolve(null);
  }

  /** Beside its place first: what stands under a key is whole, also after the power went. */
  async write(key: string, source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
    const path = join(this.#folder, key);
    const draft = `${path}.${randomUUID()}.part`;
    await stored(mkdir(dirname(path), { recursive: true, mode: 0o700 }));
    const file = await stored(open(draft, 'wx', 0o600));
    try {
      for await (const chunk of source) await stored(file.writeFile(chunk));
      await stored(file.sync());
      await file.close();
      await stored(rename(draft, path));
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(draft, { force: true });
      throw error;
    }
  }

  async read(key: string, bytesMax: number): Promise<Buffer | null> {
    const file = await opened(join(this.#folder, key));
    if (!file) return null;
    try {
      const { size } = await file.stat();
      if (size > bytesMax) throw new TooManyBytes(bytesMax);
      return await file.readFile();
    } finally {
      await file.close();
    }
  }

  async removeBelow(folder: string): Promise<void> {
    await stored(rm(join(this.#folder, folder), { recursive: true, force: true }));
  }
}

async function opened(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new FilesUnavailable('The file cannot be read', { cause: error });
  }
}

async function stored<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw new FilesUnavailable('The disk does not take the file', { cause: error });
  });
}
