/** The ends of the names of files that hold JavaScript or TypeScript, in the order in which a specifier without one is tried. */
export const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];

/** What TypeScript and bundlers let stand for another extension. */
export const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

const EXTENSION = /\.[cm]?[jt]sx?$/;
const DECLARATION = /\.d\.[cm]?ts$/;

/** Is it a file of code by its name? Declarations hold none. */
export function isSourceName(name: string): boolean {
  return EXTENSION.test(name) && !DECLARATION.test(name);
}

/** Names that differ in this ending alone mean one module: `./sleep`, `./sleep.js` and `./sleep.ts`. */
export function dropExtension(name: string): string {
  return name.replace(EXTENSION, '');
}
