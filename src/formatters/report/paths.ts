import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where GitHub and GitLab check out to: they know paths from there only, wherever the linter was started. */
const CHECKOUTS = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR'] as const;

/** The folder that reported paths start from: the checkout around the working folder, else the working folder. */
export function getRoot(cwd: string): string {
  const checkouts = CHECKOUTS.map((name) => process.env[name]).filter((path) => path !== undefined && path !== '');
  return checkouts.find((path) => path !== undefined && isWithin(path, cwd)) ?? cwd;
}

/** From the root, with `/`; the absolute path of a file outside; `<text>` stays. */
export function getPath(filePath: string, root: string): string {
  if (!isAbsolute(filePath) || !isWithin(root, filePath)) return filePath;
  return relative(root, filePath).split(sep).join('/');
}

/** As a relative URI; of a file outside the root the absolute one. */
export function getUri(path: string): string {
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The page that shows the line where the code is hosted; null when not run by GitHub or GitLab. */
export function findSourceUrl(path: string, line: number): string | null {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA, CI_PROJECT_URL, CI_COMMIT_SHA } = process.env;
  if (isAbsolute(path)) return null;
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_SHA) {
    return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/${getUri(path)}#L${line}`;
  }
  return CI_PROJECT_URL && CI_COMMIT_SHA ? `${CI_PROJECT_URL}/-/blob/${CI_COMMIT_SHA}/${getUri(path)}#L${line}` : null;
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`);
}
