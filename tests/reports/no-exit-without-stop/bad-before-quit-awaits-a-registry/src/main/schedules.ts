const timers: NodeJS.Timeout[] = [];
export const stopSchedules = (): void => timers.forEach((timer) => clearInterval(timer));
