export { findHandle, findOwner, isCreation, type Handle } from './find-handle.ts';
export { findRole, type CallbackRole } from './callback-role.ts';
export { findNamedFunction, findValue, findVariable, getOwnFunctions, getReturns, getUses } from './functions.ts';
export { getPropertySources } from './property-sources.ts';
