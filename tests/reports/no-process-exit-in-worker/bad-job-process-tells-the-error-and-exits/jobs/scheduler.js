export const startScheduler = async (config) => ({ jobs: Object.keys(config) });
