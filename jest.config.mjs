/** Runs the TypeScript sources as ES modules, as the toolkit packages (ESM only) need. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/rules/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  // yaml-cfn requires js-yaml's CommonJS build, and a schema's types must be of the same build.
  moduleNameMapper: { '^js-yaml$': '<rootDir>/node_modules/js-yaml/index.js' },
  testTimeout: 30_000,
  // Modules of past tests are never let go; a worker full of them spends most of its time looking for garbage.
  workerIdleMemoryLimit: '512MB',
};
