import { wordSet } from './word-set.ts';

/**
 * Functions and methods that are given what a component, scope or app does when it is taken down: Vue's, VueUse's,
 * Solid's, ahooks', VS Code's disposables, and apps' own `registerShutdown…`.
 */
export const UNMOUNT_HOOK =
  /^(?:(?:tryO|o)n(?:BeforeUnmount|Unmounted|ScopeDispose|Cleanup|Destroy|Dispose|Shutdown|Teardown)|useUnmount|toDisposable|(?:add|register)(?:Cleanup|Teardown|Shutdown)\w*)$/;

/** React's hooks whose callback gives back the function that runs when the component goes. */
export const EFFECT_HOOK = wordSet('useEffect useLayoutEffect useInsertionEffect');

/** What test runners call a block of a test or around it. */
export const TEST_BLOCK = wordSet(
  'it test describe suite bench setup teardown',
  'before beforeEach beforeAll after afterEach afterAll',
);

/** Components that live as long as the page. */
export const PAGE_COMPONENT = /^_?(?:App|Root|Main|Layout|Providers?)(?![a-z])/;

/** Events at which a page begins, once. */
export const PAGE_START = /^(?:load|DOMContentLoaded|pageshow|ready|readystatechange|online|install|activate)$/;

/** Properties of a component's elements that are handlers. */
export const HANDLER_PROP = /^on[A-Z]/;
