import 'reflect-metadata';
import { readConfig } from '../../src/app/config.js';
import { serve } from '../../src/app/serve.js';

/** Laurel as `laurel serve` runs it, on a port of the system's choice; it ends with its parent. */
const serving = await serve({ ...readConfig(), port: 0, host: '127.0.0.1', logLevel: 'error', secretsFile: null });
process.on('disconnect', () => {
  void serving.stop().finally(() => process.exit(0));
});
process.send?.({ port: Number(new URL(serving.url).port) });
