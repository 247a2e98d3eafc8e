import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { getCommands } from '../package-manager.ts';
import { getName, readPlanned, writeFile, type Plan } from './plan.ts';
import type { Host } from './plan-config.ts';

export const SERVICES = ['github', 'gitlab'] as const;
export type Service = (typeof SERVICES)[number];

const LINT: Record<Host, string> = { eslint: 'eslint . --max-warnings 0', oxlint: 'oxlint --deny-warnings' };

/** Plans a job that fails on a finding. */
export function planCi(plan: Plan, service: Service, host: Host): void {
  const { clean, run } = getCommands(plan.project);
  const isYarn1 = clean.includes('--immutable') && !existsSync(join(plan.project.root, '.yarnrc.yml'));
  const install = isYarn1 ? 'yarn install --frozen-lockfile' : clean;
  const lint = `${run} ${LINT[host]}`;
  const [file, text] = service === 'github' ? getGithub(install, lint) : getGitlab(install, lint);
  const path = join(plan.project.root, file);
  if (readPlanned(plan, path)?.includes(lint)) plan.steps.push(`${getName(plan, path)} runs ${host} already`);
  else if (!writeFile(plan, path, text)) plan.pastes.push({ where: `to ${file}, which is there already`, text });
}

function getGithub(install: string, lint: string): [string, string] {
  const text = `name: graceful
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  graceful:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: ${install}
      - run: ${lint}
`;
  return ['.github/workflows/graceful.yml', text];
}

function getGitlab(install: string, lint: string): [string, string] {
  const text = `graceful:
  image: node:22
  script:
    - ${install}
    - ${lint}
`;
  return ['.gitlab-ci.yml', text];
}
