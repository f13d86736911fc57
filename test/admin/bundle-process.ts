import { fileURLToPath } from 'node:url';
import { bundleComponents } from '../../admin/bundle.js';

/** Makes the script of the components in a folder, as `npm run build` does; a process of its own, as there. */
await bundleComponents(fileURLToPath(new URL('../../admin/components', import.meta.url)), process.argv[2] ?? '');
console.log('bundled');
process.exit(0);
