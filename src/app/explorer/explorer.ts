import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { acceptedLocale } from '../../kernel/graphql/locale.js';
import type { Locale } from '../../kernel/refusal.js';
import { publishedOperations } from '../operations.js';
import type { Reply } from '../reply.js';
import type { ExplorerFile } from './files.js';
import { EXPLORER_PATH, readExplorerFiles } from './files.js';
import { WORDS } from './words.js';

/**
 * The page a browser is shown at /graphql: GraphiQL with the documents of `schema/operations/` at hand. Everything it
 * loads comes from this server, so that it works without internet, and nothing in it is a script but files.
 */
export class Explorer {
  #files: readonly ExplorerFile[] | null = null;
  readonly #pages = new Map<Locale, string>();

  constructor(private readonly hasIntrospection: boolean) {}

  page({ headers }: IncomingMessage): Reply {
    const locale = acceptedLocale(headers['accept-language']) ?? 'en';
    const body = this.#pages.get(locale) ?? this.#pageIn(locale);
    this.#pages.set(locale, body);
    return { status: 200, headers: pageHeaders(headers.host ?? ''), body };
  }

  /** One of the files of the page; null for a path that is none of them. */
  file(path: string, { headers }: IncomingMessage): Reply | null {
    if (!path.startsWith(EXPLORER_PATH)) return null;
    const file = this.#read().find((each) => each.path === path);
    if (!file) return null;
    const takesGzip = /\bgzip\b/.test(headers['accept-encoding'] ?? '');
    return {
      status: 200,
      headers: {
        'content-type': file.type,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
        ...(takesGzip ? { 'content-encoding': 'gzip' } : {}),
      },
      body: takesGzip ? file.gzipped : gunzipSync(file.gzipped),
    };
  }

  /** When somebody first looks at it: most servers never show it. */
  #read(): readonly ExplorerFile[] {
    this.#files ??= readExplorerFiles();
    return this.#files;
  }

  #pageIn(locale: Locale): string {
    const words = WORDS[locale];
    const settings = { words, operations: publishedOperations(), hasIntrospection: this.hasIntrospection };
    const styles = this.#read().filter(({ path }) => path.endsWith('.css'));
    const scripts = this.#read().filter(({ path }) => path.endsWith('.js'));
    return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${words.title}</title>
<link rel="icon" href="data:,">
${styles.map(({ path }) => `<link rel="stylesheet" href="${path}">`).join('\n')}
<body>
<noscript>${words.noScript}</noscript>
<div id="explorer"></div>
<script type="application/json" id="settings">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
${scripts.map(({ path }) => `<script defer src="${path}"></script>`).join('\n')}
</html>
`;
  }
}

const HOST = /^[\w.[\]:-]+$/;

/** The page may load files of this server, talk to this server, and nothing else. Its editor sets styles of elements. */
function pageHeaders(host: string): Record<string, string> {
  const sockets = HOST.test(host) ? ` ws://${host} wss://${host}` : '';
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    `connect-src 'self'${sockets}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'private, no-store',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    vary: 'accept-language',
  };
}
