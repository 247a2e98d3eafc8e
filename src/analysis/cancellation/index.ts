export { getSelfCancelled, type SelfCancelled } from './self-cancelled.ts';
export { getUnbounded, type Unbounded } from './unbounded.ts';
export { getUnpassed, type Filling, type Target, type Unpassed } from './unpassed.ts';
