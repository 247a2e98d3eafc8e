/** Minified code has about ten thousand characters a line, and what people write fewer than a hundred. */
export const MINIFIED_LINE = 500;
/** A short file may be one long line, and costs nothing. */
export const MINIFIED_SIZE = 5000;

/**
 * What tools write at the head of the code that they make: "@generated" and "DO NOT EDIT" (the marks that GitHub's
 * linguist and Go's tools know), webpack's, Browserify's and esbuild's loaders, Emscripten's module object. Each text that the
 * pattern matches holds the word, in lower case.
 */
export const GENERATED_MARKS: readonly { readonly word: string; readonly pattern: RegExp }[] = [
  { word: '@generated', pattern: /^\s*(?:\/[/*]|\*)[^\n]*@generated\b/mu },
  {
    word: 'generated',
    pattern:
      /^\s*(?:\/[/*]|\*)[^\n]*(?:\bgenerated\b[^\n]*\bdo not (?:edit|modify)\b|\bdo not (?:edit|modify)\b[^\n]*\bgenerated\b)/imu,
  },
  {
    word: 'webpack',
    pattern: /\bwebpackBootstrap\b|\b__webpack_require__ = function\b|\bwebpackUniversalModuleDefinition\b/u,
  },
  { word: 'function', pattern: /^\(?function\s*\w*\(\w,\s*\w,\s*\w\)\s*\{\s*function \w\(\w,\s*\w\)/mu },
  { word: 'var __', pattern: /^var __(?:getOwnPropNames|commonJS|defProp) = /mu },
  { word: 'var module', pattern: /\bvar Module\s*=\s*(?:typeof Module\s*!==?\s*["']undefined["']|moduleArg\b)/u },
];
/** Characters at the head of a file in which a tool has said what it is. */
export const GENERATED_HEAD = 3000;

/** The last line of what tsc, Babel, SWC, esbuild and Rollup make of another file (ECMA-426). */
export const SOURCE_MAP_LINE = /^\/\/[#@] sourceMappingURL=\S/u;
