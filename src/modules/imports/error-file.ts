import type { FileHandle } from 'node:fs/promises';
import { access, constants, open, rm, stat, truncate } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fillText, refuse } from '../../kernel/refusal.js';
import type { RefusalTexts } from '../../kernel/refusal.js';
import type { Rejected } from './units.js';

/** `FILE.errors.csv`: beside the file, or where the command runs when nobody may write there. */
export async function errorPathOf(file: string): Promise<string> {
  const beside = `${file}.errors.csv`;
  const folder = dirname(file);
  const mayWrite = await access(folder, constants.W_OK).then(() => true, () => false); // prettier-ignore
  const { mode } = await stat(folder);
  return mayWrite && (mode & ANYBODY_WRITES) !== 0 ? beside : basename(beside);
}

/** The superuser may write everywhere, also where nobody is meant to. */
const ANYBODY_WRITES = 0o222;

const HEADER = 'line,code,reason,text\r\n';
const TEXT_LENGTH_MAX = 1_000;

/** A file of nothing but mistakes, small as long as it is packed, must not fill the disk of the server it is sent to. */
const BYTES_MAX = 200_000_000;
const END = ',TOO_MANY,"This file ends here. Later rows that were not taken are counted, not listed.",\r\n';

/**
 * The rows that were not taken, as CSV. A batch writes at the length its count knows, in its own transaction: what a
 * killed process wrote beyond that is written over, so that file and count agree after every resume.
 */
export class ErrorFile {
  #file: FileHandle | null = null;

  constructor(
    readonly path: string,
    private readonly texts: RefusalTexts,
    private readonly bytesMax = BYTES_MAX,
  ) {}

  /** A file of this name that holds anything else is neither written over nor taken away. Refuses ERROR_FILE. */
  async requireOurs(): Promise<void> {
    const start = await startOf(this.path, HEADER.length);
    if (HEADER.startsWith(start)) return; // also one that a killed process had just begun
    refuse('ERROR_FILE', { file: this.path, problem: 'EEXIST' });
  }

  /** How much of a file of that length is still there: somebody may have taken it away. */
  async lengthKept(length: number): Promise<number> {
    const { size } = await stat(this.path).catch(() => ({ size: 0 }));
    return Math.min(size, length);
  }

  /** Rows as they stand in a file that has so many bytes already. */
  bytesOf(length: number, rejected: readonly Rejected[]): Buffer {
    if (length >= this.bytesMax) return Buffer.alloc(0);
    const text = rejected.map((each) => this.#line(each)).join('');
    const bytes = Buffer.from(length === 0 && text !== '' ? HEADER + text : text);
    return length + bytes.length < this.bytesMax ? bytes : Buffer.concat([bytes, Buffer.from(END)]);
  }

  /** Makes the file end with these bytes behind the first `length` ones. Refuses ERROR_FILE when it cannot. */
  async write(length: number, bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    await this.#attempt(async () => {
      this.#file ??= await open(this.path, length === 0 ? 'w' : 'r+');
      await this.#file.truncate(length);
      await this.#file.write(bytes, 0, bytes.length, length);
      await this.#file.datasync();
    });
  }

  /** Leaves exactly what belongs to a count of `length` bytes. */
  async close(length: number): Promise<void> {
    await this.#file?.close();
    this.#file = null;
    await this.#attempt(async () => {
      if (length === 0) await rm(this.path, { force: true });
      else await truncate(this.path, length);
    });
  }

  #line({ row, problem }: Rejected): string {
    const said = this.texts[problem.code];
    const sentence = said ? fillText(said, problem.details, 'en') : problem.code;
    const text = row.text.length > TEXT_LENGTH_MAX ? `${row.text.slice(0, TEXT_LENGTH_MAX)}…` : row.text;
    return `${row.line},${problem.code},${quoted(sentence)},${quoted(text)}\r\n`;
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      refuse('ERROR_FILE', { file: this.path, problem: (error as NodeJS.ErrnoException).code ?? String(error) });
    }
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** The first characters of a file; none when it is not there, or empty. */
async function startOf(path: string, length: number): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
