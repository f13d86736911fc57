import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageFolder } from '../package-folder.js';

/** What the page loads, in this order: built files of packages as they are shipped, and our own script and style. */
const FILES = {
  'react.js': ['react', 'umd/react.production.min.js'],
  'react-dom.js': ['react-dom', 'umd/react-dom.production.min.js'],
  'graphiql.js': ['graphiql', 'graphiql.min.js'],
  'graphql-ws.js': ['graphql-ws', 'umd/graphql-ws.min.js'],
  'page.js': [null, 'src/app/explorer/browser/page.js'],
  'graphiql.css': ['graphiql', 'graphiql.min.css'],
  'page.css': [null, 'src/app/explorer/browser/page.css'],
} as const;

export interface ExplorerFile {
  /** Where the page finds it: another content has another path, so it may be kept for ever. */
  readonly path: string;
  readonly type: string;
  readonly gzipped: Buffer;
}

export const EXPLORER_PATH = '/graphql/explorer/';

/** Reads all of them; nothing else of any package can be asked for. */
export function readExplorerFiles(): ExplorerFile[] {
  return Object.entries(FILES).map(([name, [of, file]]) => {
    const content = readFileSync(join(of === null ? packageFolder() : folderOf(of), file));
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12);
    const dot = name.lastIndexOf('.');
    const [stem, extension] = [name.slice(0, dot), name.slice(dot + 1)];
    return {
      path: `${EXPLORER_PATH}${stem}.${hash}.${extension}`,
      type: extension === 'css' ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      gzipped: gzipSync(content),
    };
  });
}

/** The folder of a package; its description is the one file every package lets others find. */
function folderOf(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}
