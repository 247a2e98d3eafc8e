/** Methods that add a listener and are given the event's name first: those of Node's emitters and of event targets. */
export const ADD_LISTENER: ReadonlySet<string> = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'prependOnceListener',
  'addEventListener',
]);

/** Fastify's and AngularJS's methods that do so for the events of an app's own life. */
export const ADD_HOOK: ReadonlySet<string> = new Set(['addHook', '$on']);
