/**
 * Folders that hold tests (`node-integration-tests` too), what they need (`test-utils`, `test-apps`), and benchmarks: customs of
 * Jest, Mocha, Vitest, AVA, Playwright, tap.
 */
export const TEST_FOLDER =
  /(?:^|[\\/])_*(?:(?:[a-z\d]+[-_])*(?:tests?|e2e)(?:[-_](?:bun|deno|node|browser|unit|integration|e2e))?|(?:tests?|testing)[-_]?(?:utils?|helpers?|support|harness|apps?|applications?|cases?|data|programs?|projects?|scenarios?|suites?|fixtures?)|mocks|specs?|bench|benchmarks?|fixtures)_*[\\/]/i;

/** Names of such files, without their folder: `queue.test.ts`, `queue_test.js`, `test.js`, `MockQueue.ts`, `queue.mock.ts`. */
export const TEST_NAME =
  /^[Mm]ock(?![a-z])|[a-z]Mock\.[^.\\/]+$|[.\-_](?:(?:unit|int|integration|func|functional|system|smoke|client|server|browser|node|api|ui|e2e|type)-?)?(?:test|spec|bench|e2e|mock)s?\.[^.\\/]+$|^(?:test|spec|bench)\.[^.\\/]+$/;
