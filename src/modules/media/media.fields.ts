import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { fileAddress } from './addresses.js';
import { imageOf, isReady } from './media.queries.js';
import { ImageFormat, ImageType, MediaFileType } from './media.types.js';
import { WIDTHS, widthFor } from './widths.js';
import type { Format } from './widths.js';

@Resolver(() => ImageType)
export class ImageFields {
  @FieldResolver(() => String, {
    description: 'Where it is served, in the next width there is: a path of this server where it begins with `/`.',
  })
  url(
    @Root() { file, width: own }: ImageType,
    @Arg('width', () => Int, { nullable: true, description: `How wide it is needed, in pixels: it comes in ${WIDTHS.join(', ')}, and never wider than it is. The widest when absent.` })
    wish: number | null | undefined,
    @Arg('format', () => ImageFormat, { nullable: true, description: 'How it is written; WEBP when absent.' })
    format: Format | null | undefined,
    @Ctx() { session }: RequestContext,
  ): string {
    return fileAddress(session.house, file, { width: widthFor(wish ?? null, own), format: format ?? 'webp' });
  } // prettier-ignore
}

@Resolver(() => MediaFileType)
export class MediaFileFields {
  @FieldResolver(() => ImageType, {
    nullable: true,
    description: 'The picture; null for a document, and until it is ready.',
  })
  image(@Root() { row }: MediaFileType, @Ctx() context: RequestContext): ImageType | null {
    return imageOf(context, row);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where a document is served; null for a picture, and until it is ready. The address ends: ask for it when it is needed.',
  })
  documentUrl(@Root() { row }: MediaFileType, @Ctx() { session }: RequestContext): string | null {
    return isReady(row) && row.width === null ? fileAddress(session.house, row, null) : null;
  } // prettier-ignore
}
