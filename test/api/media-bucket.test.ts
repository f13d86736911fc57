import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { openFiles } from '../../src/modules/media/index.js';
import { bomb, png } from '../support/media/pictures.js';
import { announced, codes, complete, fetched, put, uploaded } from '../support/media/uploads.js';
import type { S3Server } from '../support/media/s3-server.js';
import { BUCKET, openS3Server } from '../support/media/s3-server.js';
import type { Asking, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const DAY_MS = 86_400_000;
const PICTURE = { contentType: 'image/png', purpose: 'BENEFIT' };
let s3: S3Server;
let api: TestApi;
let host: Asking;

beforeAll(async () => {
  s3 = await openS3Server();
  const files = openFiles({
    folder: '',
    baseUrl: 'https://media.example',
    bucket: { ...BUCKET, endpoint: s3.endpoint },
  });
  api = await openTestApi({ house: { files } });
  host = { token: await api.key(['benefits:write']) };
});
afterAll(async () => {
  await api.close();
  await s3.close();
});

describe('Files in a bucket', () => {
  it('are sent to it by the client, looked at and served by the house', async () => {
    const upload = await announced(api, { ...PICTURE, bytes: (await png()).length }, host);
    expect(upload.url.startsWith(`${s3.endpoint}/pictures/live/`)).toBe(true);
    expect((await put(api, upload, await png())).status).toBe(200);
    const answer = await complete(api, upload.mediaId, host);
    expect(codes(answer)).toEqual([]);
    const url = new URL(at(answer, 'data.mediaUploadComplete.file.image.small'));
    expect(url.origin).toBe('https://media.example');
    const shown = await fetched(api, url.pathname);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect([...s3.objects.keys()].filter((key) => key.includes(upload.mediaId))).toHaveLength(3);
    expect(s3.declined).toEqual([]);
  });

  it('are taken by the bucket only in the size and type that were signed, at the address that was signed', async () => {
    const bytes = await png();
    const upload = await announced(api, { ...PICTURE, bytes: bytes.length }, host);
    const otherwise = [
      await put(api, upload, Buffer.concat([bytes, bytes])),
      await put(api, { ...upload, headers: [{ name: 'content-type', value: 'text/html' }] }, bytes),
      await put(api, { ...upload, url: upload.url.replace(upload.mediaId, `med_${'0'.repeat(26)}`) }, bytes),
      await put(api, { ...upload, url: upload.url.replace('X-Amz-Expires=900', 'X-Amz-Expires=90000') }, bytes),
    ];
    expect(otherwise.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(s3.declined.splice(0)).toEqual(Array.from({ length: 4 }, () => 'SignatureDoesNotMatch'));
    expect(codes(await complete(api, upload.mediaId, host))).toEqual(['MEDIA_NOT_UPLOADED']);
  });

  it('are looked at like all others', async () => {
    const { answer } = await uploaded(api, bomb(), PICTURE, host);
    expect(codes(answer)).toEqual(['MEDIA_TOO_MANY_PIXELS']);
  });

  it('that are not there for a moment are asked for again later', async () => {
    const bytes = await png();
    const upload = await announced(api, { ...PICTURE, bytes: bytes.length }, host);
    await put(api, upload, bytes);
    s3.isAway = true;
    const declined = await complete(api, upload.mediaId, host);
    s3.isAway = false;
    expect(at(declined, 'data.mediaUploadComplete.errors')).toMatchObject([{ code: 'MEDIA_STORAGE_DOWN', nextActions: [{ kind: 'RETRY_LATER' }] }]); // prettier-ignore
    expect(codes(await complete(api, upload.mediaId, host))).toEqual([]);
  });

  it('that were never completed are removed with their bytes', async () => {
    const bytes = await png();
    const upload = await announced(api, { ...PICTURE, bytes: bytes.length }, host);
    await put(api, upload, bytes);
    const left = () => [...s3.objects.keys()].filter((key) => key.includes(upload.mediaId)).length;
    expect(left()).toBe(1);
    api.clock.advance(DAY_MS);
    await runDue(api.house);
    expect(left()).toBe(0);
  });
});
