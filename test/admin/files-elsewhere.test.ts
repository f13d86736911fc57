import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openBackOffice } from '../../admin/index.js';
import { openFiles } from '../../src/modules/media/index.js';
import type { TestApi } from '../api/open-api.js';
import { openTestApi } from '../api/open-api.js';

const bucket = { endpoint: 'https://s3.example:9000/', bucket: 'pictures', region: 'x', accessKeyId: 'x', secretAccessKey: 'x' }; // prettier-ignore

let api: TestApi;
beforeAll(async () => {
  const files = openFiles({ folder: '', baseUrl: 'https://media.example', bucket });
  api = await openTestApi({ house: { files }, server: { backOffice: openBackOffice } });
});
afterAll(() => api.close());

describe('Pages of a house whose files lie elsewhere', () => {
  it('may send files there and show them from there, and from nowhere else', async () => {
    const policy = (await fetch(`${api.server.url}/admin/login`)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("img-src 'self' data: https://s3.example:9000 https://media.example;");
    expect(policy).toContain("connect-src 'self' https://s3.example:9000 https://media.example;");
    expect(policy).toContain("default-src 'none'");
  });
});
