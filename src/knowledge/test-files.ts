/** Folders that hold tests, what they need, and benchmarks: customs of Jest, Mocha, Vitest, AVA, Playwright and tap. */
export const TEST_FOLDER = /(?:^|[\\/])_*(?:tests?|mocks|specs?|e2e|bench|benchmarks?|fixtures)_*[\\/]/i;

/** Names of such files, without their folder: `queue.test.ts`, `queue_test.js`, `test.js`. */
export const TEST_NAME = /[.\-_](?:test|spec|bench|e2e)\.[^.\\/]+$|^(?:test|spec|bench)\.[^.\\/]+$/i;
