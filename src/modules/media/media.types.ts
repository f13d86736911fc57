import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import type { Texts } from '../../kernel/graphql/localised.js';
import { Localised } from '../../kernel/graphql/localised.js';
import { Node } from '../../kernel/graphql/node.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { DateTime } from '../../kernel/graphql/scalars.js';
import type { MediaFile } from './media.entity.js';
import type { MediaRow, ReadyRow } from './media.queries.js';
import type { Purpose } from './purposes.js';
import type { Format } from './widths.js';

export const ImageFormat = { WEBP: 'webp', JPEG: 'jpeg', PNG: 'png' } as const;

registerEnumType(ImageFormat, {
  name: 'ImageFormat',
  description: 'How a picture is written.',
  valuesConfig: {
    WEBP: { description: 'Smallest; every browser of these years reads it.' },
    JPEG: { description: 'For mails and old devices; what is see-through becomes white.' },
    PNG: { description: 'Without loss, and large.' },
  },
});

export const MediaPurpose = { BENEFIT: 'benefit', PROOF: 'proof', WORK: 'work', AVATAR: 'avatar' } as const;

registerEnumType(MediaPurpose, {
  name: 'MediaPurpose',
  description: 'What a file is for.',
  valuesConfig: {
    BENEFIT: { description: 'A picture of a benefit, for everybody; from brands and the back office.' },
    PROOF: { description: 'A proof of a member, as a picture or PDF; its addresses are signed and end.' },
    WORK: { description: 'A picture a member made; whoever has its address sees it.' },
    AVATAR: { description: 'The picture of a member; whoever has its address sees it.' },
  },
});

export const MediaStatus = { AWAITING: 'awaiting', READY: 'ready', REMOVING: 'removing' } as const;

registerEnumType(MediaStatus, {
  name: 'MediaStatus',
  description: 'How far a file is.',
  valuesConfig: {
    AWAITING: { description: 'Announced; it is removed a day later unless it is completed.' },
    READY: { description: 'Looked at and kept. It does not change any more.' },
    REMOVING: { description: 'About to be removed; nothing of it is shown.' },
  },
});

@ObjectType('Image', {
  simpleResolvers: true,
  description: 'A picture. What an address answers never changes: caches may keep it for as long as they like.',
})
export class ImageType {
  @Field(() => String, { nullable: true, description: 'What is on it, for those who do not see it; null when nobody said.' })
  @Localised()
  alt!: string | null;

  @Field(() => Int, { description: 'Its own width in pixels: what `url` can give at most.' })
  width!: number;

  @Field(() => Int, { description: 'Its own height in pixels, at that width.' })
  height!: number;

  /** For `url` and `translations`. */
  file!: ReadyRow;
  texts?: Texts;
} // prettier-ignore

@Access({ brand: 'benefits:write', member: true })
@ObjectType('MediaFile', {
  implements: Node,
  simpleResolvers: true,
  description: 'A file somebody uploaded, as its owner sees it.',
})
export class MediaFileType {
  @Field(() => ID, { description: '`med_` and 26 characters: what things with pictures take.' })
  id!: string;

  @Field(() => MediaPurpose, { description: 'What it is for.' })
  purpose!: Purpose;

  @Field(() => MediaStatus, { description: 'How far it is.' })
  status!: MediaFile['status'];

  @Field(() => String, { description: 'Its type, as announced; once it is ready, as it is kept.' })
  contentType!: string;

  @Field(() => Int, { description: 'How many bytes, as announced; once it is ready, as it is kept.' })
  bytes!: number;

  @Field(() => DateTime, { description: 'When it was announced.' })
  createdAt!: number;

  /** For `image` and `url`. */
  row!: MediaRow;
}

@ObjectType('UploadHeader', { simpleResolvers: true, description: 'A header an upload has to be sent with.' })
export class UploadHeaderType {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'Its value.' })
  value!: string;
}

@ObjectType('MediaUpload', {
  simpleResolvers: true,
  description: 'Where the bytes of a file go: one PUT with exactly these headers and the announced number of bytes.',
})
export class MediaUploadType {
  @Field(() => ID, { description: 'The id of the file: what `mediaUploadComplete` takes.' })
  mediaId!: string;

  @Field(() => String, { description: 'The address; a path of this server where it begins with `/`. It is a secret until it ends.' })
  url!: string;

  @Field(() => [UploadHeaderType], { description: 'Headers of the PUT.' })
  headers!: UploadHeaderType[];

  @Field(() => DateTime, { description: 'Until when it takes the file.' })
  expiresAt!: number;
} // prettier-ignore

@InputType('MediaUploadInput', { description: 'A file that is going to be sent.' })
export class MediaUploadInput {
  @Field(() => String, { description: '`image/jpeg`, `image/png`, `image/webp`, `image/gif` (a still one), or `application/pdf` for a proof.' })
  contentType!: string;

  @Field(() => Int, { description: 'Exactly how many bytes it has, 1 to 10,000,000.' })
  bytes!: number;

  @Field(() => MediaPurpose, { description: 'What it is for.' })
  purpose!: Purpose;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'What is on it, for those who do not see it.' })
  alt?: LocalisedTextInput | null;
} // prettier-ignore

@ObjectType('MediaUploadCreatePayload', { simpleResolvers: true, description: 'Where to send the file.' })
export class MediaUploadCreatePayload extends Payload {
  @Field(() => MediaUploadType, { nullable: true, description: 'The address.' })
  upload?: MediaUploadType | null;
}

@ObjectType('MediaUploadCompletePayload', { simpleResolvers: true, description: 'The file, ready to be used.' })
export class MediaUploadCompletePayload extends Payload {
  @Field(() => MediaFileType, { nullable: true, description: 'The file.' })
  file?: MediaFileType | null;
}

/** A file as its owner sees it. */
export function mediaFileType(row: MediaRow): MediaFileType {
  const { id, purpose, status, contentType, bytes, createdAt } = row;
  return { id, purpose, status, contentType, bytes, createdAt, row };
}

export type { Format };
