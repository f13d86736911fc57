/** Media: files people bring, looked at before they are kept, and the sizes they are served in. */
export { MediaFile } from './media.entity.js';
export type { Purpose } from './purposes.js';
export { imagesByIds, requireMedia } from './media.queries.js';
export { shownPictures } from './pictures-shown.js';
export { eraseMediaOf } from './remove.js';
export { openFiles } from './storage/open-files.js';
export type { MediaConfig } from './storage/open-files.js';
export { readPath } from './addresses.js';
export type { Asked, Seal } from './addresses.js';
export { receiveUpload } from './receive.js';
export { servedAt } from './serve.js';
export type { Served } from './serve.js';
