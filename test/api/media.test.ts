import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { folderOf } from '../../src/modules/media/places.js';
import { configOf } from '../support/house.js';
import { bomb, CAMERA, gif, HTML, movingGif, PDF, photograph, png, SVG, webp } from '../support/media/pictures.js';
import type { Upload } from '../support/media/uploads.js';
import { announced, codes, complete, create, fetched, put, putChunks, uploaded } from '../support/media/uploads.js';
import { ENROL, TOKEN } from './documents.js';
import type { Asking, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

/** How EXIF points to the place where a picture was taken. */
const GPS_TAG = Buffer.from([0x25, 0x88, 0x04, 0x00]);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const { folder } = configOf('sqlite:unused').media;

let api: TestApi;
let host: Asking;
let partner: Asking;
let member: Asking;
let other: Asking;

async function memberOf(externalId: string): Promise<Asking> {
  const key = { token: await api.key(['members:enrol', 'members:read', 'members:token']) };
  const enrolled = await api.ask(ENROL, { input: { externalId }, key: externalId }, key);
  const id = at(enrolled, 'data.memberEnrol.member.id');
  return { token: at(await api.ask(TOKEN, { member: { id } }, key), 'data.memberTokenIssue.token') };
}

beforeAll(async () => {
  api = await openTestApi();
  host = { token: await api.key(['benefits:write']) };
  partner = { token: await api.key(['benefits:write'], 'partner') };
  [member, other] = [await memberOf('anna'), await memberOf('ben')];
});
afterAll(() => api.close());

const PICTURE = { contentType: 'image/png', purpose: 'BENEFIT' };
const FILE = 'data.mediaUploadComplete.file';
const ofFile = (mediaId: string) => join(folder, folderOf({ mode: 'live', id: mediaId }));

describe('A picture that is uploaded', () => {
  it('is announced, sent, completed and served in the widths of the list', async () => {
    const alt = { en: 'A cup', zhCN: '杯子', zhTW: '杯子' };
    const { sent, answer } = await uploaded(api, await png(320, 200), { ...PICTURE, alt }, host);
    expect([sent.status, codes(answer)]).toEqual([200, []]);
    expect(at(answer, FILE)).toMatchObject({ status: 'READY', purpose: 'BENEFIT', contentType: 'image/png', documentUrl: null }); // prettier-ignore
    expect(at(answer, `${FILE}.image`)).toMatchObject({ alt: 'A cup', width: 320, height: 200 });
    const small = await fetched(api, at(answer, `${FILE}.image.small`));
    expect(small.status).toBe(200);
    expect(small.headers.get('content-type')).toBe('image/webp');
    expect(small.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await sharp(Buffer.from(await small.arrayBuffer())).metadata()).toMatchObject({ format: 'webp', width: 128, height: 80 }); // prettier-ignore
    const whole = await fetched(api, at(answer, `${FILE}.image.whole`));
    expect((await sharp(Buffer.from(await whole.arrayBuffer())).metadata()).width).toBe(320);
    const jpeg = await fetched(api, at(answer, `${FILE}.image.jpeg`));
    expect((await sharp(Buffer.from(await jpeg.arrayBuffer())).metadata()).format).toBe('jpeg');
  });

  it.each([
    ['image/webp', webp, 'image/webp'],
    ['image/gif', gif, 'image/png'],
    ['image/jpeg', photograph, 'image/jpeg'],
  ])('may be %s', async (contentType, made, kept) => {
    const { answer } = await uploaded(api, await made(), { contentType, purpose: 'AVATAR' }, member);
    expect(codes(answer)).toEqual([]);
    expect(at(answer, `${FILE}.contentType`)).toBe(kept);
  });

  it('loses where it was taken and by what, and stands as its camera was held', async () => {
    const bytes = await photograph(400, 300);
    expect((await sharp(bytes).metadata()).exif?.includes(CAMERA)).toBe(true);
    expect((await sharp(bytes).metadata()).exif?.includes(GPS_TAG)).toBe(true);
    const { mediaId, answer } = await uploaded(api, bytes, { contentType: 'image/jpeg', purpose: 'WORK' }, member);
    expect(at(answer, `${FILE}.image`)).toMatchObject({ width: 300, height: 400 });
    for (const size of ['small', 'whole', 'png', 'jpeg']) await fetched(api, at(answer, `${FILE}.image.${size}`));
    const kept = readdirSync(ofFile(mediaId)).filter((name) => name !== 'upload');
    expect(kept).toHaveLength(5);
    for (const name of kept) {
      const { exif, xmp, iptc, orientation } = await sharp(join(ofFile(mediaId), name)).metadata();
      expect([exif, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
    }
  });

  it('is told again when it is completed again, also at the same time', async () => {
    const bytes = await png();
    const upload = await announced(api, { ...PICTURE, bytes: bytes.length }, host);
    await put(api, upload, bytes);
    const both = await Promise.all([complete(api, upload.mediaId, host), complete(api, upload.mediaId, host)]);
    expect(both.map((answer) => at<boolean>(answer, 'data.mediaUploadComplete.replayed')).sort()).toEqual([
      false,
      true,
    ]);
    const again = await complete(api, upload.mediaId, host);
    expect(at(again, FILE)).toEqual(at(both[0], FILE));
    expect((await put(api, upload, bytes)).status).toBe(409);
  });

  it('is found by its id by whom it belongs to, and by nobody else', async () => {
    const { mediaId } = await uploaded(api, await png(), PICTURE, host);
    const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(at(await api.ask(NODE, { id: mediaId }, host), 'data.node.id')).toBe(mediaId);
    for (const asking of [partner, member]) {
      expect(at(await api.ask(NODE, { id: mediaId }, asking), 'data.node')).toBeNull();
      expect(codes(await complete(api, mediaId, asking))).toEqual(['NOT_FOUND']);
    }
    const own = await uploaded(api, await png(), { contentType: 'image/png', purpose: 'WORK' }, member);
    for (const asking of [host, partner, other]) {
      expect(codes(await complete(api, own.mediaId, asking))).toEqual(['NOT_FOUND']);
    }
  });
});

describe('What is served', () => {
  let url = '';
  beforeAll(async () => {
    const { answer } = await uploaded(api, await png(600, 400), PICTURE, host);
    url = at(answer, `${FILE}.image.png`);
  });

  it('has a tag: who has it already is told so', async () => {
    const first = await fetched(api, url);
    const again = await fetched(api, url, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('answers HEAD and parts', async () => {
    const whole = Buffer.from(await (await fetched(api, url)).arrayBuffer());
    const head = await fetched(api, url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(whole.length)]);
    const part = await fetched(api, url, { headers: { range: 'bytes=4-11' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 4-11/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(4, 12));
    const end = await fetched(api, url, { headers: { range: 'bytes=-3' } });
    expect(Buffer.from(await end.arrayBuffer())).toEqual(whole.subarray(-3));
    const beyond = await fetched(api, url, { headers: { range: `bytes=${whole.length}-` } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
  });

  it('does nothing in a browser, and may be shown by any page', async () => {
    const { headers } = await fetched(api, url);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('is nothing for a width that is not on the list, is more than the picture has, or for another hash', async () => {
    const otherwise = [
      url.replace(/-\d+\.png/, '-601.png'),
      url.replace(/-\d+\.png/, '-2048.png'),
      url.replace(/-\d+\.png/, '-64.avif'),
      url.replace(/-\d+\.png/, '-064.png'),
      url.replace(/\/[0-9a-f]{32}-/, `/${'0'.repeat(32)}-`),
      url.replace(/-\d+\.png/, ''),
      `${url.slice(0, url.lastIndexOf('/'))}/upload/../../../secrets.json`,
    ];
    const statuses = await Promise.all(otherwise.map(async (each) => (await fetched(api, each)).status));
    expect(statuses).toEqual(otherwise.map(() => 404));
  });

  it('is made once when many ask for it at the same time', async () => {
    const { mediaId, answer } = await uploaded(api, await png(2_000, 1_500), PICTURE, host);
    const address = at(answer, `${FILE}.image.jpeg`);
    let made = 0;
    const { work } = api.house.files;
    const run = work.run.bind(work);
    work.run = ((key: string, make: () => Promise<unknown>) =>
      run(key, () => ((made += 1), make()))) as typeof work.run;
    const answers = await Promise.all(Array.from({ length: 40 }, () => fetched(api, address)));
    Object.assign(work, { run });
    const bodies = await Promise.all(
      answers.map(async (each) => Buffer.from(await each.arrayBuffer()).toString('hex')),
    );
    expect([made, new Set(bodies).size, answers.every(({ status }) => status === 200)]).toEqual([1, 1, true]);
    expect(readdirSync(ofFile(mediaId)).filter((name) => name.includes('part'))).toEqual([]);
  });
});

describe('A proof', () => {
  it('is served at addresses that are signed and end, and no more', async () => {
    const { answer } = await uploaded(api, await png(), { contentType: 'image/png', purpose: 'PROOF' }, member);
    const url = at(answer, `${FILE}.image.small`);
    const shown = await fetched(api, url);
    expect([shown.status, shown.headers.get('cache-control')?.startsWith('private, max-age=')]).toEqual([200, true]);
    const [path = '', query = ''] = url.split('?');
    const of = new URLSearchParams(query);
    const later = `${path}?${new URLSearchParams({ ...Object.fromEntries(of), expires: String(Number(of.get('expires')) + 1) }).toString()}`;
    const larger = url.replace('-128.webp', '-256.webp');
    for (const each of [path, later, larger, `${url}x`]) expect((await fetched(api, each)).status).toBe(404);
    api.clock.advance(21 * MINUTE_MS);
    expect((await fetched(api, url)).status).toBe(404);
  });

  it('may be a PDF, which is handed out to be kept and not to be run; a benefit has none', async () => {
    member = await memberOf('erin'); // tokens end with the time that passed above
    const pdf = { contentType: 'application/pdf' };
    const { answer } = await uploaded(api, PDF, { ...pdf, purpose: 'PROOF' }, member);
    expect(at(answer, `${FILE}.image`)).toBeNull();
    const shown = await fetched(api, at(answer, `${FILE}.documentUrl`));
    expect(shown.headers.get('content-disposition')).toBe('attachment');
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PDF);
    const refused = await create(api, { ...pdf, bytes: PDF.length, purpose: 'BENEFIT' }, host);
    expect(codes(refused)).toEqual(['MEDIA_TYPE_REFUSED']);
    const half = await uploaded(api, PDF.subarray(0, 40), { ...pdf, purpose: 'PROOF' }, member);
    expect(codes(half.answer)).toEqual(['MEDIA_BROKEN']);
  });
});

describe('What is declined', () => {
  beforeAll(async () => {
    [member, other] = [await memberOf('carl'), await memberOf('dora')]; // tokens end with the time that passed above
  });

  it('is told in three languages', async () => {
    const told = await Promise.all(
      ['en', 'zh-CN', 'zh-TW'].map(async (language) => {
        const answer = await create(api, { ...PICTURE, bytes: 10_000_001 }, { ...host, language });
        return at(answer, 'data.mediaUploadCreate.errors.0.message');
      }),
    );
    expect(told[0]).toBe('This file has more bytes than it may: 10000000.');
    expect(new Set(told).size).toBe(3);
  });

  it.each([
    ['no byte', { ...PICTURE, bytes: 0 }, 'INVALID_INPUT'],
    ['a page', { contentType: 'text/html', bytes: 9, purpose: 'BENEFIT' }, 'MEDIA_TYPE_REFUSED'],
    ['a drawing with programs in it', { contentType: 'image/svg+xml', bytes: 9, purpose: 'BENEFIT' }, 'MEDIA_TYPE_REFUSED'],
    ['the work of a member, from a brand', { ...PICTURE, bytes: 9, purpose: 'WORK' }, 'MEDIA_PURPOSE_REFUSED'],
    ['a long text', { ...PICTURE, bytes: 9, alt: { en: 'x'.repeat(121), zhCN: '', zhTW: '' } }, 'INVALID_INPUT'],
  ])('is %s', async (_, input, code) => {
    expect(codes(await create(api, input, host))).toEqual([code]);
  }); // prettier-ignore

  it('is a picture of a benefit from a member, and anything from a visitor or a key without the scope', async () => {
    expect(codes(await create(api, { ...PICTURE, bytes: 9 }, member))).toEqual(['MEDIA_PURPOSE_REFUSED']);
    const reader = { token: await api.key(['members:read']) };
    for (const asking of [{ token: undefined }, reader]) {
      expect((await create(api, { ...PICTURE, bytes: 9 }, asking)).errors).toMatchObject([{ extensions: { code: asking.token ? 'FORBIDDEN' : 'UNAUTHENTICATED' } }]); // prettier-ignore
    }
  });

  it.each([
    ['a page that says it is a picture', () => HTML, 'MEDIA_TYPE_REFUSED'],
    ['a drawing that says it is a picture', () => SVG, 'MEDIA_TYPE_REFUSED'],
    ['a photograph that says it is a PNG', photograph, 'MEDIA_TYPE_REFUSED'],
    ['a picture of 900 million pixels', bomb, 'MEDIA_TOO_MANY_PIXELS'],
    ['a picture with one side too long', () => png(8_001, 2), 'MEDIA_TOO_MANY_PIXELS'],
    ['the beginning of a picture', async () => (await noise()).subarray(0, 3_000), 'MEDIA_BROKEN'],
  ])('is %s, when it is completed', async (_, made: () => Buffer | Promise<Buffer>, code) => {
    const { sent, answer } = await uploaded(api, await made(), PICTURE, host);
    expect([sent.status, codes(answer)]).toEqual([200, [code]]);
  });

  it('is a picture that moves', async () => {
    const { answer } = await uploaded(api, await movingGif(), { contentType: 'image/gif', purpose: 'WORK' }, member);
    expect(codes(answer)).toEqual(['MEDIA_MOVES']);
  });

  it('may be put right: another picture at the same address', async () => {
    const bytes = await png();
    const upload = await announced(api, { ...PICTURE, bytes: bytes.length }, host);
    expect(codes(await complete(api, upload.mediaId, host))).toEqual(['MEDIA_NOT_UPLOADED']);
    await put(api, upload, Buffer.alloc(bytes.length, 'x'));
    expect(codes(await complete(api, upload.mediaId, host))).toEqual(['MEDIA_TYPE_REFUSED']);
    await put(api, upload, bytes);
    expect(codes(await complete(api, upload.mediaId, host))).toEqual([]);
  });

  it('is the hundred and first file of a member in a day', async () => {
    const busy = await memberOf('busy');
    const input = { contentType: 'image/png', bytes: 9, purpose: 'WORK' };
    for (let nth = 0; nth < 100; nth++) await announced(api, input, busy);
    expect(codes(await create(api, input, busy))).toEqual(['MEDIA_TOO_MANY_UPLOADS']);
    expect(codes(await create(api, input, other))).toEqual([]);
  });
});

describe('An upload', () => {
  let bytes: Buffer;
  let upload: Upload;
  beforeAll(async () => {
    bytes = await noise();
    upload = await announced(api, { ...PICTURE, bytes: bytes.length }, host);
  });

  const isNothingKept = () => expect(existsSync(join(ofFile(upload.mediaId), 'upload'))).toBe(false);

  it('that says it is longer than announced is not even read', async () => {
    expect((await put(api, upload, Buffer.concat([bytes, bytes]))).status).toBe(413);
    isNothingKept();
  });

  it('that turns out longer leaves nothing behind', async () => {
    expect((await putChunks(api, upload, [bytes, bytes]))?.status).toBe(413);
    isNothingKept();
  });

  it('that ends early leaves nothing behind, cut off or not', async () => {
    expect((await put(api, upload, bytes.subarray(0, 500))).status).toBe(400);
    expect((await putChunks(api, upload, [bytes.subarray(0, 500)]))?.status).toBe(400);
    expect(await putChunks(api, upload, [bytes.subarray(0, 500)], { length: bytes.length, isCut: true })).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 100));
    isNothingKept();
    expect(existsSync(ofFile(upload.mediaId)) ? readdirSync(ofFile(upload.mediaId)) : []).toEqual([]);
    expect(codes(await complete(api, upload.mediaId, host))).toEqual(['MEDIA_NOT_UPLOADED']);
  });

  it('of another type than announced is not taken', async () => {
    const headers = [{ name: 'content-type', value: 'text/html' }];
    expect((await put(api, { ...upload, headers }, bytes)).status).toBe(415);
    isNothingKept();
  });

  it('comes only to the address that was given out', async () => {
    const foreign = await announced(api, { ...PICTURE, bytes: bytes.length }, partner);
    const [, query = ''] = upload.url.split('?');
    const [path = ''] = foreign.url.split('?');
    const expires = new URLSearchParams(query).get('expires') ?? '';
    const forged = [
      `${path}?${query}`,
      upload.url.replace(expires, String(Number(expires) + 1)),
      upload.url.slice(0, -1) + (upload.url.endsWith('A') ? 'B' : 'A'),
      upload.url.split('?')[0] ?? '',
    ];
    for (const url of forged) expect((await put(api, { ...upload, url }, bytes)).status).toBe(404);
    isNothingKept();
  });

  it('is asked about by a browser beforehand', async () => {
    const asked = await fetched(api, upload.url, { method: 'OPTIONS', headers: { origin: 'https://shop.example' } });
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD, PUT']);
    expect((await fetched(api, upload.url)).status).toBe(405);
  });

  it('is not taken a quarter of an hour later, and a day later it is gone', async () => {
    const late = await announced(api, { ...PICTURE, bytes: bytes.length }, host);
    await put(api, upload, bytes);
    api.clock.advance(15 * MINUTE_MS);
    const answer = await put(api, late, bytes);
    expect([answer.status, await answer.text()]).toEqual([410, expect.stringContaining('MEDIA_EXPIRED')]);
    expect(codes(await complete(api, late.mediaId, host))).toEqual(['MEDIA_EXPIRED']);
    expect(existsSync(join(ofFile(upload.mediaId), 'upload'))).toBe(true);
    api.clock.advance(DAY_MS);
    await runDue(api.house);
    expect(existsSync(ofFile(upload.mediaId))).toBe(false);
    expect(codes(await complete(api, upload.mediaId, host))).toEqual(['NOT_FOUND']);
    const [row] = await api.house.database.reader.rows<{ n: number }>("SELECT COUNT(*) AS n FROM media_files WHERE status <> 'ready'"); // prettier-ignore
    expect(row?.n).toBe(0);
  });
});

describe('In the sandbox', () => {
  it('files are files of the sandbox alone, and go when it is emptied', async () => {
    const token = await api.testKey(['benefits:write', 'sandbox:control']);
    const { answer, mediaId } = await uploaded(api, await png(), PICTURE, { token });
    const url = at(answer, `${FILE}.image.small`);
    expect(url.startsWith('/media/test/')).toBe(true);
    expect((await fetched(api, url)).status).toBe(200);
    expect((await fetched(api, url.replace('/test', ''))).status).toBe(404);
    expect(codes(await complete(api, mediaId, host))).toEqual(['NOT_FOUND']);
    const RESET = 'mutation { sandboxReset { errors { code } } }';
    expect(codes(await api.ask(RESET, {}, { token }))).toEqual([]);
    expect((await fetched(api, url)).status).toBe(404);
    expect(existsSync(join(folder, folderOf({ mode: 'test', id: mediaId })))).toBe(false);
  });
});

/** A picture that cannot be made small: some forty kilobytes. */
function noise(): Promise<Buffer> {
  return sharp({ create: { width: 120, height: 120, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).png().toBuffer(); // prettier-ignore
}
