import { describe, expect, it } from 'vitest';
import { HELP } from '../../src/cli/help.ts';
import { read } from '../support/sources.ts';

describe('the page of the command line', () => {
  it('holds the help of each command as it is printed', () => {
    const page = read('rules-docs/command-line.md');
    const wanted = page.replace(
      /(<!-- help (\w+) -->\n)[^]*?(<!-- \/help -->)/g,
      (_, begin: string, command: keyof typeof HELP, end: string) =>
        `${begin}\n\`\`\`text\n${HELP[command]}\`\`\`\n\n${end}`,
    );
    expect(page).toBe(wanted);
  });

  it('has every command', () => {
    const shown = [...read('rules-docs/command-line.md').matchAll(/<!-- help (\w+) -->/g)].map(([, name]) => name);
    expect(shown.sort()).toEqual(
      Object.keys(HELP)
        .filter((name) => name !== 'graceful')
        .sort(),
    );
  });
});
