const TEST_FOLDER = /(?:^|[\\/])_*(?:tests?|mocks|specs?|e2e|bench|benchmarks?|fixtures)_*[\\/]/i;
const TEST_NAME = /[.\-_](?:test|spec|bench|e2e)\.[^.\\/]+$|^(?:test|spec|bench)\.[^.\\/]+$/i;

/** Is the file a test or benchmark by its place below `root` or its name? Killing workers there is tidying up. */
export function isTestFile(filename: string, root: string): boolean {
  const below = filename.startsWith(root) ? filename.slice(root.length) : filename;
  return TEST_FOLDER.test(below) || TEST_NAME.test(below.replace(/^.*[\\/]/, ''));
}
