import type { HouseMode } from '../../kernel/house.js';
import type { Format } from './widths.js';

/** Which file, of which house. */
export interface FilePlace {
  readonly mode: HouseMode;
  readonly id: string;
}

/**
 * Everything of one file lies in one folder, so that it can be removed whole. Its name is an id and says nothing of
 * anybody; what is in it is named by its content. Folders are spread, none of them has too many in it.
 */
export function folderOf({ mode, id }: FilePlace): string {
  return `${mode}/${id.slice(-6, -4)}/${id}`;
}

/** What a client sent and nobody has looked at yet. It is never served. */
export function uploadKey(place: FilePlace): string {
  return `${folderOf(place)}/upload`;
}

/** The file itself, as it was written anew. */
export function originalKey(place: FilePlace, hash: string): string {
  return `${folderOf(place)}/${hash}`;
}

export function sizeKey(place: FilePlace, hash: string, width: number, format: Format): string {
  return `${folderOf(place)}/${hash}-${width}.${format}`;
}
