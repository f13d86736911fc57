import { shownPictures } from '../../src/modules/media/index.js';
import type { Desk } from '../desk.js';
import { numberOf, textOf } from '../door/form.js';
import type { Deed, DeedField } from './deed.js';
import { mutate } from './mutate.js';
import { saidAtAll } from './said.js';

const ANNOUNCE = `mutation AnnouncePicture($input: MediaUploadInput!) { mediaUploadCreate(input: $input) {
  upload { mediaId url headers { name value } } errors { message path } } }`;
const KEEP = `mutation KeepPicture($id: ID!) { mediaUploadComplete(mediaId: $id) {
  file { id image { alt url(width: 320) } } errors { message path } } }`;

const IN_A_FORM = { scope: 'benefits:write', icon: 'Image', isNew: true, isUnlisted: true } as const;

interface Announced {
  readonly upload?: object | null;
}

interface Kept {
  readonly file?: { readonly id: string; readonly image: { readonly alt: string | null; readonly url: string } } | null;
}

/** Says where the bytes of a picture go; the page sends them there itself. */
const announcePicture: Deed = {
  ...IN_A_FORM,
  name: 'announcePicture',
  run: async (desk, sent) => {
    const said = { contentType: textOf(sent['contentType']), bytes: numberOf(sent['bytes']) ?? 0 };
    const input = { ...said, purpose: 'BENEFIT', alt: saidAtAll(desk.locale, sent['alt']) };
    const { problems, payload } = await mutate(desk, ANNOUNCE, { input });
    return { problems, result: (payload as Announced | null)?.upload ?? {} };
  },
};

/** Has it looked at, and answers it as the form shows it. */
const keepPicture: Deed = {
  ...IN_A_FORM,
  name: 'keepPicture',
  run: async (desk, sent) => {
    const { problems, payload } = await mutate(desk, KEEP, { id: textOf(sent['mediaId']) });
    const { file = null } = (payload as Kept | null) ?? {};
    return { problems, result: file ? { value: file.id, label: file.image.alt ?? '', url: file.image.url } : {} };
  },
};

export const pictureDeeds: readonly Deed[] = [announcePicture, keepPicture];

/** The field of a form for pictures, with those that are there. */
export async function picturesField({ house, locale }: Desk, ids: readonly string[]): Promise<DeedField> {
  const shown = await shownPictures(house, ids);
  const choices = ids.map((id) => ({ value: id, label: shown.get(id)?.alt?.[locale] ?? '', url: shown.get(id)?.url }));
  return { name: 'images', label: 'benefitImages', kind: 'pictures', hint: 'picturesHint', otherwise: ids.join(', '), choices };
} // prettier-ignore
