import { describe, expect, it } from 'vitest';
import { braces, fitStyle, keepComments, layOut, pickName } from '../../src/fixes/layout.ts';
import { parseFile } from '../support/parse.ts';

describe('layOut', () => {
  it.each([
    ['two spaces', 'f(() => {\n  g();\n});', '  ', 'a {\n    b\n  }'],
    ['four spaces', 'f(() => {\n    g();\n});', '    ', 'a {\n        b\n    }'],
    ['tabs', 'f(() => {\n\tg();\n});', '\t', 'a {\n\t\tb\n\t}'],
    ['nothing to go by', 'f();', '', 'a {\n  b\n}'],
    ['comment blocks are no indentation', '/*\n * x\n */\nf(() => {\n    g();\n});', '', 'a {\n    b\n}'],
    ['line ends of Windows', 'f(() => {\r\n  g();\r\n});', '', 'a {\r\n  b\r\n}'],
  ])('%s', (_, text, indent, expected) => {
    expect(layOut(parseFile(text).code, braces(['b'], 'a '), indent)).toBe(expected);
  });
});

it('fitStyle leaves a file of its own ends alone', () => {
  expect(fitStyle(parseFile('a;\nb;').code, 'x\ny')).toBe('x\ny');
  expect(fitStyle(parseFile('a;\r\nb;').code, 'x\r\ny\nz')).toBe('x\r\ny\r\nz');
});

describe('fitStyle writes as the file does', () => {
  it.each([
    ['double quotes', `import a from "a";\n`, `import b from "b";`],
    ['single quotes', `import a from 'a';\n`, `import b from 'b';`],
    ['as many of either', `import a from "a";\nimport c from 'c';\n`, `import b from 'b';`],
    ['double quotes in its other strings', `const a = f("a", "b");\ng('c');\n`, `import b from "b";`],
    ['no semicolons', `import a from 'a'\nfor (let i = 0; i < 2; i++) a()\n;[1].map(a)\n`, `import b from 'b'`],
    ['one line, which tells nothing', `a()`, `import b from 'b';`],
  ])('%s', (_, text, expected) => {
    expect(fitStyle(parseFile(text).code, `import b from 'b';`)).toBe(expected);
  });

  it('keeps what a line begins with apart, and quotes in quotes', () => {
    expect(fitStyle(parseFile('a()\nb()').code, 'x();\n(y);')).toBe('x();\n(y)');
    expect(fitStyle(parseFile('import a from "a";').code, `f("it's 'x'");`)).toBe(`f("it's 'x'");`);
  });
});

describe('pickName', () => {
  it.each([
    ['worker', 'this.pool[0]'],
    ['worker', 'this.worker'],
    ['worker', 'this.#worker'],
    ['worker', 'a?.worker'],
    ['stopping', 'pool[worker]'],
    ['stopping', 'get(...worker)'],
    ['worker2', 'get(worker, stopping)'],
  ])('%s beside %s', (expected, text) => expect(pickName(['worker', 'stopping'], [text])).toBe(expected));
});

it('keepComments makes block comments of what would be lost', () => {
  const { code } = parseFile('f(/* a */ x, // b */ c\n/* kept */ y);');
  const [statement] = code.ast.body;
  const y = code.text.indexOf('/* kept');
  expect(keepComments(code, statement!.range, [[y, code.text.length]])).toBe('/* a */ /* b * / c */ ');
});
