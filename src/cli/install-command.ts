import { findUpward, type Project } from './project.ts';

const COMMANDS = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  bun: 'bun add --dev',
};

type Manager = keyof typeof COMMANDS;

const LOCK_FILES: readonly (readonly [string, Manager])[] = [
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/** The command with which this project installs development packages, by the package manager that it uses. */
export function getInstallCommand(project: Project, packages: string): string {
  return `${COMMANDS[findManager(project) ?? 'npm']} ${packages}`;
}

function findManager({ root, manifest }: Project): Manager | null {
  const named = manifest?.data['packageManager'];
  const stated = typeof named === 'string' ? (named.split('@')[0] ?? '') : '';
  if (isManager(stated)) return stated;
  for (const [file, manager] of LOCK_FILES) if (findUpward(root, file) !== null) return manager;
  const agent = process.env['npm_config_user_agent']?.split('/')[0] ?? '';
  return isManager(agent) ? agent : null;
}

function isManager(name: string): name is Manager {
  return Object.hasOwn(COMMANDS, name);
}
