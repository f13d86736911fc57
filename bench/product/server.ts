import 'reflect-metadata';
import { readConfig } from '../../src/app/config.js';
import { serve } from '../../src/app/serve.js';

const BOUNDLESS = { perSecond: 1e9, burst: 1e9 };

/** Laurel as `laurel serve` runs it, on a port of the system's choice; it ends with its parent. All load comes from one address. */
const config = { ...readConfig(), port: 0, host: '127.0.0.1', logLevel: 'error', secretsFile: null } as const;
const serving = await serve(config, { budgets: { visitor: BOUNDLESS } });
process.on('disconnect', () => {
  void serving.stop().finally(() => process.exit(0));
});
process.send?.({ port: Number(new URL(serving.url).port) });
