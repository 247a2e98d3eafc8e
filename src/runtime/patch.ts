type AnyFunction = (this: never, ...args: never[]) => unknown;

/**
 * Replaces a method by one that looks the same: name, length, properties, place in the prototype chain. A method that
 * is not there is left alone.
 */
export function patch<F extends AnyFunction>(target: object, key: PropertyKey, make: (original: F) => F): void {
  const original = (target as Record<PropertyKey, unknown>)[key];
  if (typeof original !== 'function') return;
  const own = Object.getOwnPropertyDescriptor(target, key);
  if (own && !('value' in own && own.configurable)) return;
  const replacement = make(original as F);
  for (const [name, property] of listProperties(original)) Object.defineProperty(replacement, name, property);
  Object.setPrototypeOf(replacement, Object.getPrototypeOf(original) as object);
  const { enumerable = false, writable = true } = own ?? {};
  Object.defineProperty(target, key, { value: replacement, configurable: true, enumerable, writable });
}

function listProperties(original: object): [PropertyKey, PropertyDescriptor][] {
  const properties = Object.getOwnPropertyDescriptors(original) as Record<PropertyKey, PropertyDescriptor>;
  const names = Reflect.ownKeys(properties).filter((name) => name !== 'prototype');
  return names.map((name) => [name, properties[name] as PropertyDescriptor]);
}

/** Runs the checker's own code, which must never throw into the program. */
export function quietly<T>(task: () => T): T | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
}
