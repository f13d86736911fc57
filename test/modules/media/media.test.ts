import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../../src/app/config.js';
import { Gate } from '../../../src/kernel/gate.js';
import { runDue } from '../../../src/kernel/schedule-runner.js';
import { read, write } from '../../../src/kernel/unit-of-work.js';
import type { Caller } from '../../../src/kernel/caller.js';
import { visitor } from '../../../src/kernel/caller.js';
import { eraseMediaOf, requireMedia } from '../../../src/modules/media/index.js';
import { folderOf } from '../../../src/modules/media/places.js';
import { sniff } from '../../../src/modules/media/sniff.js';
import { WIDTHS, widthFor } from '../../../src/modules/media/widths.js';
import type { Asking, TestApi } from '../../api/open-api.js';
import { at, openTestApi } from '../../api/open-api.js';
import { ENROL, TOKEN } from '../../api/documents.js';
import { configOf } from '../../support/house.js';
import { png } from '../../support/media/pictures.js';
import { announced, fetched, uploaded } from '../../support/media/uploads.js';

let api: TestApi;
let host: Asking;
const PICTURE = { contentType: 'image/png', purpose: 'BENEFIT' };
const caller = (brandId: string): Caller => ({ ...visitor, kind: 'brand', brandId, keyId: 'key_1' });

beforeAll(async () => {
  api = await openTestApi();
  host = { token: await api.key(['benefits:write', 'members:enrol', 'members:read', 'members:token']) };
});
afterAll(() => api.close());

describe('A module that shows files', () => {
  it('takes those of its caller that are ready and meant for it, and says of each other why not', async () => {
    const { mediaId } = await uploaded(api, await png(), PICTURE, host);
    const { mediaId: waiting } = await announced(api, { ...PICTURE, bytes: 9 }, host);
    const [own, foreign] = ['brd_host', 'brd_partner'].map((brandId) => read(api.house, caller(brandId)));
    if (!own || !foreign) throw new Error('There are two');
    await requireMedia(own, [mediaId, mediaId], 'benefit');
    await requireMedia(own, [], 'benefit');
    const nobodys = `med_${'0'.repeat(26)}`;
    await expect(requireMedia(own, [mediaId, nobodys], 'benefit')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(requireMedia(foreign, [mediaId], 'benefit')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(requireMedia(own, [waiting], 'benefit')).rejects.toMatchObject({ code: 'MEDIA_NOT_READY' });
    await expect(requireMedia(own, [mediaId], 'proof')).rejects.toMatchObject({ code: 'MEDIA_OTHER_PURPOSE' });
    const many = Array.from({ length: 21 }, () => mediaId);
    await expect(requireMedia(own, many, 'benefit', ['images'])).rejects.toMatchObject({ code: 'INVALID_INPUT', path: ['images'] }); // prettier-ignore
  });
});

describe('A member who is erased', () => {
  it('takes along the files it brought, with their bytes, and nobody else’s', async () => {
    const tokens = await Promise.all(['anna', 'ben'].map(async (externalId) => {
      const enrolled = await api.ask(ENROL, { input: { externalId }, key: externalId }, host);
      const id = at(enrolled, 'data.memberEnrol.member.id');
      const token = at(await api.ask(TOKEN, { member: { id } }, host), 'data.memberTokenIssue.token');
      return { id, ...(await uploaded(api, await png(), { contentType: 'image/png', purpose: 'WORK' }, { token })) };
    })); // prettier-ignore
    const [anna, ben] = tokens;
    if (!anna || !ben) throw new Error('There are two');
    const url = ({ answer }: typeof anna) => at(answer, 'data.mediaUploadComplete.file.image.small');
    for (const each of [anna, ben]) expect((await fetched(api, url(each))).status).toBe(200);
    await write(api.house, { caller: api.caller, members: [anna.id] }, async (session) => {
      await eraseMediaOf(session, anna.id);
      return undefined;
    });
    expect((await fetched(api, url(anna))).status).toBe(404);
    await runDue(api.house);
    const folder = ({ mediaId }: typeof anna) => join(configOf('sqlite:unused').media.folder, folderOf({ mode: 'live', id: mediaId })); // prettier-ignore
    expect([existsSync(folder(anna)), readdirSync(folder(ben)).length]).toEqual([false, 3]);
    expect((await fetched(api, url(ben))).status).toBe(200);
  });
});

describe('Widths', () => {
  it('are the next of the list, and no more than a picture has', () => {
    expect([1, 64, 65, 300, 5_000].map((wish) => widthFor(wish, 4_000))).toEqual([64, 64, 128, 384, 2_048]);
    expect([widthFor(null, 300), widthFor(2_000, 300), widthFor(-5, 300), widthFor(null, 20)]).toEqual([384, 384, 64, 64]); // prettier-ignore
    expect([...WIDTHS].sort((a, b) => a - b)).toEqual(WIDTHS);
  });
});

describe('Bytes', () => {
  it('are known by how they begin, however few there are', () => {
    expect([Buffer.alloc(0), Buffer.from([0xff, 0xd8]), Buffer.from('RIFF....WAVE'), Buffer.from(' %PDF-')].map(sniff)).toEqual([null, null, null, null]); // prettier-ignore
    expect(sniff(Buffer.from('RIFF....WEBPVP8 '))).toBe('image/webp');
  });
});

describe('Dear work', () => {
  it('is done a few at once, the same once, and declined when too much of it waits', async () => {
    const gate = new Gate(2, 3);
    let [running, most, done] = [0, 0, 0];
    const work = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return ++done;
    };
    const all = await Promise.allSettled(['a', 'a', 'b', 'c', 'd', 'e', 'f'].map((key) => gate.run(key, work)));
    expect(all.map(({ status }) => status)).toEqual([...Array.from({ length: 6 }, () => 'fulfilled'), 'rejected']);
    expect([most, done]).toEqual([2, 5]);
    await expect(gate.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.run('a', () => Promise.resolve('again'))).toBe('again');
  });
});

describe('Where files are kept', () => {
  it('is beside the database unless the environment says otherwise, and a bucket is named whole', () => {
    const environment = { DATABASE_URL: 'sqlite:/tmp/there/laurel.sqlite' };
    expect(readConfig(environment).media).toEqual({ folder: '/tmp/there/media', baseUrl: '', bucket: null });
    const bucket = { MEDIA_S3_ENDPOINT: 'https://s3.example', MEDIA_S3_BUCKET: 'pictures', MEDIA_S3_REGION: 'auto', MEDIA_S3_ACCESS_KEY_ID: 'a', MEDIA_S3_SECRET_ACCESS_KEY: 'b' }; // prettier-ignore
    expect(readConfig({ ...environment, ...bucket, MEDIA_URL: 'https://media.example/' }).media).toMatchObject({ baseUrl: 'https://media.example', bucket: { bucket: 'pictures' } }); // prettier-ignore
    expect(() => readConfig({ ...environment, ...bucket, MEDIA_S3_REGION: '' })).toThrow('MEDIA_S3_REGION');
    expect(() => readConfig({ ...environment, MEDIA_URL: 'media.example' })).toThrow('MEDIA_URL');
    expect(() => readConfig({ ...environment, ...bucket, MEDIA_S3_ENDPOINT: 'https://s3.example/x' })).toThrow('MEDIA_S3_ENDPOINT'); // prettier-ignore
  });
});
