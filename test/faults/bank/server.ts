import { readConfig } from '../../../src/app/config.js';
import { serve } from '../../../src/app/serve.js';

/** The whole server as `laurel serve` runs it, without the back office: prints its address, and ends with its input. */
const serving = await serve(readConfig());
console.log(serving.url);
process.stdin.resume().on('end', () => void serving.stop());
