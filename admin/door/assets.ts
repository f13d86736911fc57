import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const resolve = createRequire(import.meta.url).resolve;

/** Where `npm run build` puts our components for the browser. */
export const BUNDLE_FOLDER = fileURLToPath(new URL('../bundle/', import.meta.url));

/** What a page of AdminJS loads, always as built for production; null for a name that is none of them. */
export function assetFile(name: string): string | null {
  const core = join(dirname(resolve('adminjs')), 'lib', 'frontend', 'assets');
  switch (name) {
    case 'app.bundle.js':
      return join(core, 'scripts', 'app-bundle.production.js');
    case 'global.bundle.js':
      return join(core, 'scripts', 'global-bundle.production.js');
    case 'design-system.bundle.js':
      return join(dirname(resolve('@adminjs/design-system')), '..', 'bundle.production.js');
    case 'components.bundle.js':
      return join(process.env['LAUREL_ADMIN_BUNDLE'] ?? BUNDLE_FOLDER, 'bundle.js');
    default:
      return null;
  }
}
