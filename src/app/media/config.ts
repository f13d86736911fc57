import type { MediaConfig } from '../../modules/media/index.js';

const OF_BUCKET = ['ENDPOINT', 'BUCKET', 'REGION', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'] as const;
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Where files are kept, from the environment: a folder beside the database unless a bucket is named whole. */
export function readMedia(environment: NodeJS.ProcessEnv, besideDatabase: string): MediaConfig {
  return {
    folder: environment['MEDIA_DIR'] || besideDatabase,
    baseUrl: baseUrl(environment['MEDIA_URL']),
    bucket: bucket(environment),
  };
}

function bucket(environment: NodeJS.ProcessEnv): MediaConfig['bucket'] {
  const given = (name: (typeof OF_BUCKET)[number]) => environment[`MEDIA_S3_${name}`] ?? '';
  const missing = OF_BUCKET.filter((name) => given(name) === '');
  if (missing.length === OF_BUCKET.length) return null;
  if (missing.length > 0) throw new Error(`A bucket for files also needs ${missing.map((name) => `MEDIA_S3_${name}`).join(', ')}`); // prettier-ignore
  const endpoint = given('ENDPOINT');
  if (!isWeb(endpoint)) throw new Error('MEDIA_S3_ENDPOINT must be https://… without a path');
  if (!BUCKET_NAME.test(given('BUCKET'))) throw new Error('MEDIA_S3_BUCKET must be the name of a bucket');
  return {
    endpoint,
    bucket: given('BUCKET'),
    region: given('REGION'),
    accessKeyId: given('ACCESS_KEY_ID'),
    secretAccessKey: given('SECRET_ACCESS_KEY'),
  };
}

function baseUrl(text = ''): string {
  if (text !== '' && !isWeb(text)) throw new Error('MEDIA_URL must be https://… without a path: what stands before /media/…'); // prettier-ignore
  return text.replace(/\/$/, '');
}

function isWeb(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && ['', '/'].includes(new URL(text).pathname);
}
