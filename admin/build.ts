import { fileURLToPath } from 'node:url';
import { bundleComponents } from './bundle.js';

/** The last step of `npm run build`: from `admin/components` to `dist/admin/bundle`. */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
await bundleComponents(here('../../admin/components'), here('bundle'));
process.exit(0); // the bundler leaves a process of its own running
