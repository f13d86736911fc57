/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // @apollo/server-integration-testsuite brings a copy of the server; it has to test ours
  moduleNameMapper: {
    '^@apollo/server$': '<rootDir>/node_modules/@apollo/server/dist/esm/index.js',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
        },
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testSequencer: '<rootDir>/test/support/longest-first.js',
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  testTimeout: 600_000, // tests that start processes take a minute on a busy machine; the walk asks for everything as everybody
};
