import type { FileHandle } from 'node:fs/promises';
import { open, rm, stat, truncate } from 'node:fs/promises';
import { fill, refuse } from '../../kernel/refusal.js';
import type { RefusalTexts } from '../../kernel/refusal.js';
import type { Rejected } from './units.js';

const HEADER = 'line,code,reason,text\r\n';
const TEXT_LENGTH_MAX = 1_000;

/**
 * The rows that were not taken, as CSV. A batch writes at the length its count knows, before it commits: what a killed
 * process wrote beyond that is written over, so that file and count agree after every resume.
 */
export class ErrorFile {
  #file: FileHandle | null = null;

  constructor(
    readonly path: string,
    private readonly texts: RefusalTexts,
  ) {}

  /** Writes rows behind the first `length` bytes; answers the new length. Refuses ERROR_FILE when it cannot. */
  async write(length: number, rejected: readonly Rejected[]): Promise<number> {
    if (rejected.length === 0) return length;
    const text = rejected.map((each) => this.#line(each)).join('');
    const bytes = Buffer.from(length === 0 ? HEADER + text : text);
    return this.#attempt(async () => {
      this.#file ??= await open(this.path, length === 0 ? 'w' : 'r+');
      await this.#file.truncate(length); // of an attempt that was rolled back
      await this.#file.write(bytes, 0, bytes.length, length);
      await this.#file.datasync();
      return length + bytes.length;
    });
  }

  /** Takes away what does not belong to a count of `length` bytes; answers how many of them are there. */
  async restart(length: number): Promise<number> {
    return this.#attempt(async () => {
      const { size } = await stat(this.path).catch(() => ({ size: 0 }));
      if (length === 0 || size === 0) await rm(this.path, { force: true });
      else if (size > length) await truncate(this.path, length);
      return Math.min(size, length);
    });
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  #line({ row, problem }: Rejected): string {
    const sentence = fill(this.texts[problem.code]?.en ?? problem.code, problem.details);
    const text = row.text.length > TEXT_LENGTH_MAX ? `${row.text.slice(0, TEXT_LENGTH_MAX)}…` : row.text;
    return `${row.line},${problem.code},${quoted(sentence)},${quoted(text)}\r\n`;
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      refuse('ERROR_FILE', { file: this.path, problem: (error as NodeJS.ErrnoException).code ?? String(error) });
    }
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
