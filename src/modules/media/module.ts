import { Declined } from '../../kernel/graphql/errors.js';
import type { NextStep } from '../../kernel/graphql/errors.js';
import type { Module } from '../../kernel/module.js';
import { MediaFile } from './media.entity.js';
import { ImageFields, MediaFileFields } from './media.fields.js';
import { mediaNodes } from './media.nodes.js';
import { mediaNouns, mediaRefusals } from './media.refusals.js';
import { MediaResolver } from './media.resolver.js';
import { removeMedia } from './remove.js';

const RETRY_LATER: NextStep = {
  kind: 'RETRY_LATER',
  text: { en: 'Try again later.', 'zh-CN': '请稍后重试。', 'zh-TW': '請稍後重試。' },
};

export const mediaModule: Module = {
  name: 'media',
  entities: [MediaFile],
  resolvers: [MediaResolver, ImageFields, MediaFileFields],
  nodes: mediaNodes,
  schedules: [removeMedia],
  refusals: mediaRefusals,
  nouns: mediaNouns,
  errorTypes: [
    {
      codes: ['MEDIA_BUSY', 'MEDIA_STORAGE_DOWN', 'MEDIA_TOO_MANY_UPLOADS'],
      type: Declined,
      nextSteps: () => [RETRY_LATER],
    },
  ],
};
