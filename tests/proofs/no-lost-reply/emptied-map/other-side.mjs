// Ends in the middle of its first task, as a process does that has crashed.
process.once('message', () => process.exit(1));
