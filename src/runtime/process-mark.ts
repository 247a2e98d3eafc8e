import { readFileSync } from 'node:fs';

/** When a process began, in the system's own count; '' when it has ended, or on other systems than Linux. */
export function getProcessMark(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}
