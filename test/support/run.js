// What `npm test` runs: says which engines the tests use, runs Jest, and ends with the plain count of tests.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const folder = mkdtempSync(join(tmpdir(), 'laurel-results-'));
const results = join(folder, 'results.json');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const options = [process.env['NODE_OPTIONS'], '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

const browser = process.env['CHROMIUM'] ?? BROWSERS.find((path) => existsSync(path));
const isLeftOut = !browser && !process.env['CI'];

console.log(`Tests run on ${databaseName(process.env['DATABASE_URL'])}`);
console.log(process.env['REDIS_URL'] ? 'Redis: as REDIS_URL says.' : 'Redis: not used. Set REDIS_URL to test with it.');
console.log(`Pages: ${browser ?? `no Chromium here${isLeftOut ? ', so test/admin and test/browser are left out' : ''}. Install it, or set CHROMIUM.`}`); // prettier-ignore
const child = spawn(
  process.execPath,
  [jest, '--json', `--outputFile=${results}`, ...leavingOut(), ...process.argv.slice(2)],
  {
    stdio: ['inherit', 'ignore', 'inherit'], // the report goes to stderr; stdout would only repeat the results file
    env: { ...process.env, ...(browser ? { CHROMIUM: browser } : {}), NODE_OPTIONS: options.filter(Boolean).join(' ') },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => finish(1, error.message));
child.on('exit', (code, signal) => finish(code ?? 1, signal ?? undefined));

/** Without a browser nobody can look at pages: said above, and never where everything is required. */
function leavingOut() {
  return isLeftOut ? ['--testPathIgnorePatterns', '/test/admin/', '/test/browser/', '/node_modules/', '--'] : [];
}

function databaseName(url) {
  if (!url || url.startsWith('sqlite:'))
    return 'SQLite (embedded). Set DATABASE_URL=mysql://… to run them on MySQL or MariaDB.';
  const { hostname, port, pathname } = new URL(url);
  return `MySQL/MariaDB at ${hostname}:${port || 3306}, scratch databases ${pathname.slice(1)}_…`;
}

/** A file that could not even be loaded counts as one failed test, so that the total never looks better than it is. */
function finish(code, problem) {
  if (problem) console.error(`Jest did not finish: ${problem}`);
  const counts = readCounts();
  rmSync(folder, { recursive: true, force: true });
  const failed = counts.failed === 0 && code !== 0 ? 1 : counts.failed;
  console.log(`${counts.passed} passed, ${failed} failed`);
  process.exit(code);
}

function readCounts() {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
