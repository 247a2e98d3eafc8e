import { findUpward, type Project } from './project.ts';

/** How a package manager is asked to do things. */
interface Commands {
  /** Installs development packages, whose names follow. */
  readonly add: string;
  /** Runs a program of an installed package, which follows. */
  readonly run: string;
  /** Installs what the lock file says, on a machine of a CI service. */
  readonly clean: string;
}

const MANAGERS = {
  npm: { add: 'npm install --save-dev', run: 'npx', clean: 'npm ci' },
  pnpm: { add: 'pnpm add --save-dev', run: 'pnpm exec', clean: 'corepack enable && pnpm install --frozen-lockfile' },
  yarn: { add: 'yarn add --dev', run: 'yarn', clean: 'corepack enable && yarn install --immutable' },
  bun: { add: 'bun add --dev', run: 'bunx', clean: 'npm install --global bun && bun install --frozen-lockfile' },
} satisfies Record<string, Commands>;

type Manager = keyof typeof MANAGERS;

const LOCK_FILES: readonly (readonly [string, Manager])[] = [
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/** The command with which this project installs development packages, by the package manager that it uses. */
export function getInstallCommand(project: Project, packages: string): string {
  return `${getCommands(project).add} ${packages}`;
}

/** The commands of this project's package manager: the stated one, that of the lock file, that which runs us, or npm. */
export function getCommands(project: Project): Commands {
  return MANAGERS[findManager(project) ?? 'npm'];
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
  return Object.hasOwn(MANAGERS, name);
}
