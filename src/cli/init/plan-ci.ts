import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PresetName } from '../../configs.ts';
import { getCommands } from '../package-manager.ts';
import type { Host } from './plan-config.ts';
import { getName, readPlanned, writeFile, type Plan } from './plan.ts';

export const SERVICES = ['github', 'gitlab'] as const;
export type Service = (typeof SERVICES)[number];

/** What the job runs, and how it shows its findings on each service. `graceful lint` needs ESLint; oxlint does not. */
const GATES: Record<Host, { readonly command: string } & Record<Service, string>> = {
  eslint: {
    command: 'graceful lint',
    github: ' --format github --report markdown="$GITHUB_STEP_SUMMARY"',
    gitlab: ' --report gitlab=gl-code-quality-report.json --report junit=graceful.xml',
  },
  oxlint: { command: 'oxlint', github: ' --deny-warnings --format=github', gitlab: ' --deny-warnings' },
};

/** Plans a job that fails on a finding, and shows it where it is: the one that rules-docs/ci.md shows. */
export function planCi(plan: Plan, service: Service, host: Host, preset: PresetName): void {
  const { clean, run } = getCommands(plan.project);
  const isYarn1 = clean.includes('--immutable') && !existsSync(join(plan.project.root, '.yarnrc.yml'));
  const install = isYarn1 ? 'yarn install --frozen-lockfile' : clean;
  const { command, [service]: shown } = GATES[host];
  const wanted = host === 'oxlint' || preset === 'recommended' ? '' : ` --preset ${preset}`;
  const lint = `${run} ${command}${wanted}${shown}`;
  const [file, text] = service === 'github' ? getGithub(install, lint) : getGitlab(install, lint, host);
  const path = join(plan.project.root, file);
  if (readPlanned(plan, path)?.includes(`${run} ${command}`)) {
    plan.steps.push(`${getName(plan, path)} runs ${command} already`);
  } else if (!writeFile(plan, path, text)) plan.pastes.push({ where: `to ${file}, which is there already`, text });
}

function getGithub(install: string, lint: string): [string, string] {
  const text = `name: graceful
on: [push, pull_request]
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

function getGitlab(install: string, lint: string, host: Host): [string, string] {
  const job = `graceful:
  image: node:22
  script:
    - ${install}
    - ${lint}
`;
  const artifacts = `  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: graceful.xml
`;
  return ['.gitlab-ci.yml', host === 'eslint' ? job + artifacts : job];
}
