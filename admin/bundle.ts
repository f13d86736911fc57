import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { COMPONENTS } from './component-names.js';

const BUNDLER: string = 'adminjs/bundler';

/** AdminJS's bundler, of which it publishes no types. */
interface Bundler {
  createEntry(entry: { dir: string; content: string }): Promise<void>;
  build(): Promise<void>;
}

/**
 * Makes one script of the components for the browser: `bundle.js` in a folder. One of the same components is left as it is.
 * Only for a process that does nothing else: the bundler reads the environment once, when it is loaded.
 */
export async function bundleComponents(components: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const stamp = join(folder, 'made-of.txt');
  const madeOf = fingerprint(components);
  if (existsSync(join(folder, 'bundle.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === madeOf) return;
  process.env['NODE_ENV'] = 'production';
  process.env['ADMIN_JS_TMP_DIR'] = folder;
  const { componentsBundler } = (await import(BUNDLER)) as { componentsBundler: Bundler };
  await componentsBundler.createEntry({ dir: folder, content: entryOf(relative(folder, components)) });
  await componentsBundler.build();
  writeFileSync(stamp, madeOf);
}

function entryOf(components: string): string {
  const lines = Object.entries(COMPONENTS).map(
    ([name, file]) => `import ${name} from '${components}/${file}'\nAdminJS.UserComponents.${name} = ${name}`,
  );
  return ['AdminJS.UserComponents = {}', ...lines, ''].join('\n');
}

function fingerprint(components: string): string {
  const hash = createHash('sha256').update(JSON.stringify(COMPONENTS));
  const files = readdirSync(components).filter((name) => /\.tsx?$/.test(name));
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(components, name)));
  return hash.digest('hex');
}
