export function dispose(child) {
  child.kill('SIGKILL');
}
