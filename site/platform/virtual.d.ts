/** Written by scripts/site.mjs: what only Node knows. */
declare module 'virtual:builtin-modules' {
  export const builtinModules: readonly string[];
}

/** Written by scripts/site.mjs from site/examples and rules-docs. */
declare module 'virtual:examples' {
  interface File {
    readonly name: string;
    readonly text: string;
  }

  export const programs: readonly { name: string; title: string; files: readonly [File, File] }[];
  /** The bad blocks of each rule's page, numbered from 1. */
  export const pageExamples: readonly { rule: string; number: number; files: readonly [File, File] }[];
}
