import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { announcementOf } from './announcement.js';
import { completeUpload } from './complete.js';
import {
  MediaUploadCompletePayload,
  MediaUploadCreatePayload,
  MediaUploadInput,
  mediaFileType,
} from './media.types.js';
import { createUpload } from './uploads.js';

@Resolver()
export class MediaResolver {
  @Mutation(() => MediaUploadCreatePayload, {
    description: 'Announces a file and answers where its bytes go within 15 minutes: signed for the caller, the type and the size. Then call `mediaUploadComplete`.',
  })
  @Access({ brand: 'benefits:write', member: true })
  mediaUploadCreate(
    @Arg('input', () => MediaUploadInput, { description: 'What is going to be sent.' }) input: MediaUploadInput,
    @Ctx() context: RequestContext,
  ): Promise<MediaUploadCreatePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const announced = await createUpload(session.house, caller, announcementOf(input));
      const { id, url, expiresAt, contentType } = announced;
      return { upload: { mediaId: id, url, expiresAt, headers: [{ name: 'content-type', value: contentType }] } };
    });
  } // prettier-ignore

  @Mutation(() => MediaUploadCompletePayload, {
    description: 'Looks at what was uploaded and keeps it, without what a camera wrote into it (place, time, device). A repeat answers the file. What is refused may be sent again while the address is good.',
  })
  @Access({ brand: 'benefits:write', member: true })
  mediaUploadComplete(
    @Arg('mediaId', () => ID, { description: 'Which: from `mediaUploadCreate`.' }) mediaId: string,
    @Ctx() context: RequestContext,
  ): Promise<MediaUploadCompletePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const { file, isReplay } = await completeUpload(session.house, caller, mediaId);
      return { file: mediaFileType(file), replayed: isReplay };
    });
  } // prettier-ignore
}
