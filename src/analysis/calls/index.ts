export { listExportedFunctions } from './exported-functions.ts';
export { findJobProcessors, getJobRegistrations, isJobLibrary, mayHoldJobs } from './job-processors.ts';
export type { Origin } from './module-path.ts';
export { findOrigin, findOriginKey, findTypeOrigin, isCallTo } from './origin.ts';
export { findCancellableRow, findRetryRow, findYieldRow } from './platform-rows.ts';
export { findPoolRow, findSleepRow, findWorkerRow } from './rows.ts';
export { findTypeRow, type TypeRow } from './type-row.ts';
