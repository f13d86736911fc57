import { Gate } from '../../../kernel/gate.js';
import type { Files } from '../../../kernel/files.js';
import { DiskFiles } from './disk.js';
import type { Bucket } from './s3.js';
import { S3Files } from './s3.js';

/** Where files are kept, as the environment says. */
export interface MediaConfig {
  /** The folder of this machine, where there is no bucket. */
  readonly folder: string;
  /** What stands before their addresses; empty for paths of this server. */
  readonly baseUrl: string;
  readonly bucket: Bucket | null;
}

/** A picture of 40 megapixels takes some 160 MB while it is looked into. */
const AT_ONCE = 2;
const WAITING_MAX = 200;

export function openFiles({ folder, baseUrl, bucket }: MediaConfig): Files {
  const work = new Gate(AT_ONCE, WAITING_MAX);
  return bucket ? new S3Files(bucket, baseUrl, work) : new DiskFiles(folder, baseUrl, work);
}
