import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeModules } from '../knowledge/node-modules.ts';
import { MODULE_PREFIX } from '../project/resolver.ts';
import { getPropertyName, listProperties, unwrap } from '../source/predicates.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Node, TSESTree, Variable } from '../source/types.ts';
import {
  combine,
  join,
  known,
  NO_TEXT,
  resolvePaths,
  resolveUrl,
  toPath,
  UNKNOWN,
  type Values,
} from './combine-values.ts';
import { listExportsAt } from './exports.ts';
import type { Origin } from './module-path.ts';
import { findOrigin, findOriginKey } from './origin.ts';
import { findWorkerImport } from './worker-import.ts';
import { listFieldWrites, listWrites } from './writes.ts';
import { findVariable } from '../source/variables.ts';

/** What a constant of another file is, by the specifier that this file imports it from; `a.b` for a property of it. */
export type FindConstant = (specifier: string, name: string) => Values;

/** What the call that is followed gives for a parameter, at a path of properties; null where that is not known. */
export type FindGiven = (parameter: Variable, path: readonly string[]) => Values | null;

export interface ValueContext {
  readonly findConstant?: FindConstant | undefined;
  readonly findGiven?: FindGiven | undefined;
}

const MAX_DEPTH = 32;
/** What stands for any element of a list, or any property of an object. */
const ANY = '*';
const URL_CLASS = /^(?:url)?#(?:URL|webkitURL)$/;
/** Of a URL, the parts that still name the file, and of a text the text itself. */
const SAME = /^(?:href|pathname|toString)$/;

/**
 * The strings that an expression, or what is at a path of properties in it, may evaluate to, as far as its file tells.
 * Paths and file URLs are absolute; what is resolved as a module has `MODULE_PREFIX` in front.
 */
export function getValues(
  file: SourceFile,
  node: Node,
  context: ValueContext = {},
  names: readonly string[] = [],
): Values {
  return new ValueReader(file, context).read(node, names, 0);
}

/** The strings that an export may be; `name.property` for a part of it. */
export function getExportedValues(file: SourceFile, name: string, context: ValueContext = {}): Values {
  const reader = new ValueReader(file, context);
  const found = listExportsAt(file, name).map(({ one, rest }) => {
    if (one.node) return reader.read(one.node, rest, 0);
    const names = [one.from.name, ...rest].filter((part) => part !== '*');
    return context.findConstant?.(one.from.specifier, names.join('.')) ?? UNKNOWN;
  });
  // Of several `export *` one has the name.
  return join(found.length > 1 ? found.filter(({ texts }) => texts.length > 0) : found);
}

class ValueReader {
  private readonly file: SourceFile;
  private readonly context: ValueContext;
  private readonly answers = new Map<Node, Map<string, Values>>();

  constructor(file: SourceFile, context: ValueContext) {
    this.file = file;
    this.context = context;
  }

  read(expression: Node, names: readonly string[], depth: number): Values {
    const node = unwrap(expression);
    const key = names.join('.');
    let answers = this.answers.get(node);
    if (!answers) this.answers.set(node, (answers = new Map<string, Values>()));
    const answer = answers.get(key);
    if (answer) return answer;
    // A ring of names tells nothing.
    answers.set(key, UNKNOWN);
    const values = depth > MAX_DEPTH ? UNKNOWN : this.compute(node, names, depth + 1);
    answers.set(key, values);
    return values;
  }

  private compute(node: Node, names: readonly string[], depth: number): Values {
    const next = (to: Node): Values => this.read(to, names, depth);
    switch (node.type) {
      case 'Identifier':
        return this.readName(node, names, depth);
      case 'MemberExpression':
        return this.readMember(node, names, depth);
      case 'CallExpression':
        return this.readCall(node, names, depth);
      case 'ConditionalExpression':
        return join([next(node.consequent), next(node.alternate)]);
      case 'LogicalExpression':
        return node.operator === '&&' ? next(node.right) : join([next(node.left), next(node.right)]);
      case 'AwaitExpression':
        return next(node.argument);
      case 'AssignmentExpression':
        return node.operator === '=' ? next(node.right) : UNKNOWN;
      case 'ObjectExpression':
        return this.readObject(node, names, depth);
      case 'TSEnumDeclaration':
        return this.readEnum(node, names, depth);
      case 'ArrayExpression':
        return names[0] === ANY
          ? this.readAll(
              node.elements.map((value) => ({ value, names: names.slice(1) })),
              depth,
            )
          : UNKNOWN;
      default:
        return names.length > 0 ? UNKNOWN : this.readText(node, depth);
    }
  }

  private readText(node: Node, depth: number): Values {
    const next = (to: Node): Values => this.read(to, [], depth);
    switch (node.type) {
      case 'Literal':
        if (node.value === null && node.raw === 'null') return NO_TEXT;
        return typeof node.value === 'string' ? known(node.value) : UNKNOWN;
      case 'TemplateLiteral': {
        const parts = node.quasis.flatMap(({ value }, i) => {
          const hole = node.expressions[i];
          return [known(value.cooked ?? ''), ...(hole ? [next(hole)] : [])];
        });
        return combine(parts, (texts) => texts.join(''));
      }
      case 'BinaryExpression':
        return node.operator === '+'
          ? combine([next(node.left), next(node.right)], (texts) => texts.join(''))
          : UNKNOWN;
      case 'NewExpression': {
        if (!URL_CLASS.test(findOriginKey(this.file, node.callee) ?? '')) return UNKNOWN;
        const [spec = UNKNOWN, base] = node.arguments.map(next);
        return base ? combine([spec, base], ([text = '', from = '']) => resolveUrl(text, from)) : spec;
      }
      default:
        return UNKNOWN;
    }
  }

  private readAll(choices: readonly { value: Node | null; names: readonly string[] }[], depth: number): Values {
    return join(choices.map(({ value, names }) => (value ? this.read(value, names, depth) : UNKNOWN)));
  }

  private readObject(node: TSESTree.ObjectExpression, [name, ...rest]: readonly string[], depth: number): Values {
    if (name === undefined) return UNKNOWN;
    const properties = listProperties(node);
    const meant = properties.filter((property) => name === ANY || property.name === name);
    const isWhole = properties.length === node.properties.length;
    if (meant.length === 0) return isWhole ? NO_TEXT : UNKNOWN;
    const values = this.readAll(
      meant.map(({ value }) => ({ value, names: rest })),
      depth,
    );
    return isWhole || name !== ANY ? values : { ...values, isComplete: false };
  }

  private readName(node: TSESTree.Identifier, names: readonly string[], depth: number): Values {
    const variable = findVariable(this.file, node);
    if (!variable) return names.length > 0 ? UNKNOWN : this.readGlobal(node.name);
    const origin = findOrigin(this.file, node);
    return origin && origin.module !== ''
      ? this.readImported(origin, names)
      : this.readVariable(variable, names, depth);
  }

  private readGlobal(name: string): Values {
    if (name === 'undefined') return NO_TEXT;
    const { filename } = this.file;
    if (!path.isAbsolute(filename)) return UNKNOWN;
    if (name === '__filename') return known(filename);
    return name === '__dirname' ? known(path.dirname(filename)) : UNKNOWN;
  }

  private readVariable(variable: Variable, names: readonly string[], depth: number): Values {
    const found: Values[] = [];
    for (const { type, node } of variable.defs) {
      if (type === 'Parameter') {
        const given = this.context.findGiven?.(variable, names);
        if (given) return given;
      }
      if (node.type === 'TSEnumDeclaration') found.push(this.read(node, names, depth));
      else if (type !== 'Variable') found.push(UNKNOWN);
    }
    const writes = listWrites(variable, names);
    return join([
      ...found,
      ...writes.map(({ value, names: left }) => (value ? this.read(value, left, depth) : UNKNOWN)),
    ]);
  }

  private readEnum({ body }: TSESTree.TSEnumDeclaration, [name, ...rest]: readonly string[], depth: number): Values {
    const members = body.members.filter(({ id }) => {
      return name === ANY || (id.type === 'Identifier' ? id.name : id.value) === name;
    });
    return rest.length > 0 || members.length === 0
      ? UNKNOWN
      : this.readAll(
          members.map(({ initializer = null }) => ({ value: initializer, names: [] })),
          depth,
        );
  }

  /** Of another file; a bundler gives the URL of one by `import url from './x?worker&url'`. */
  private readImported(origin: Origin, names: readonly string[]): Values {
    const bundled = findWorkerImport(origin);
    if (bundled?.gives === 'url') return known(MODULE_PREFIX + bundled.specifier);
    const { module } = origin;
    const name = [origin.path, ...names].filter((part) => part !== '').join('.');
    if (nodeModules.has(module)) return module.startsWith('path') && /(?:^|\.)sep$/.test(name) ? known('/') : UNKNOWN;
    return name === '' ? UNKNOWN : (this.context.findConstant?.(module, name) ?? UNKNOWN);
  }

  private readMember(node: TSESTree.MemberExpression, names: readonly string[], depth: number): Values {
    const object = unwrap(node.object);
    const name = getPropertyName(node);
    if (object.type === 'MetaProperty') return names.length > 0 ? UNKNOWN : this.readMeta(name);
    if (object.type === 'ThisExpression') {
      if (name === null) return UNKNOWN;
      const writes = listFieldWrites(this.file, object, name);
      const values = writes.map((write) => {
        return 'parameter' in write
          ? this.readVariable(write.parameter, names, depth)
          : this.read(write.value, names, depth);
      });
      return join(values);
    }
    if (name !== null && SAME.test(name) && names.length === 0) return this.read(object, [], depth);
    const origin = findOrigin(this.file, node);
    if (origin && origin.module !== '') return this.readImported(origin, names);
    return this.read(object, [name ?? ANY, ...names], depth);
  }

  private readMeta(name: string | null): Values {
    const { filename } = this.file;
    if (!path.isAbsolute(filename)) return UNKNOWN;
    if (name === 'url') return known(pathToFileURL(filename).href);
    if (name === 'filename') return known(filename);
    return name === 'dirname' ? known(path.dirname(filename)) : UNKNOWN;
  }

  private readCall(node: TSESTree.CallExpression, names: readonly string[], depth: number): Values {
    const callee = unwrap(node.callee);
    const [first] = node.arguments;
    const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
    if (callee.type === 'MemberExpression' && method === 'toString' && !first)
      return this.read(callee.object, names, depth);
    const key = isMetaResolve(callee) ? '#require.resolve' : (findOriginKey(this.file, callee) ?? '');
    if (key === '#Object.freeze' && first) return this.read(first, names, depth);
    if (names.length > 0 || node.arguments.some(({ type }) => type === 'SpreadElement')) return UNKNOWN;
    const all = (): Values[] => node.arguments.map((argument) => this.read(argument, [], depth));
    const one = (build: (text: string) => string | null): Values => {
      return first ? combine([this.read(first, [], depth)], ([text = '']) => build(text)) : UNKNOWN;
    };
    switch (key.replace(/^path(?:\/(?:posix|win32)#|#(?:posix|win32)\.)/, 'path#')) {
      case '#require.resolve':
        return one((text) => (path.isAbsolute(text) ? text : MODULE_PREFIX + text));
      case 'path#join':
        return combine(all(), (texts) => path.join(...texts));
      case 'path#resolve':
        return resolvePaths(all());
      case 'path#dirname':
        return one((text) => path.dirname(text));
      case 'path#normalize':
      case '#String':
      case '#encodeURI':
      case '#decodeURI':
      case '#decodeURIComponent':
        return one((text) => text);
      case 'url#fileURLToPath':
        return one(toPath);
      case 'url#pathToFileURL':
        return one((text) => (path.isAbsolute(text) ? pathToFileURL(text).href : null));
      default:
        return UNKNOWN;
    }
  }
}

/** `import.meta.resolve` */
function isMetaResolve(callee: Node): boolean {
  return (
    callee.type === 'MemberExpression' && callee.object.type === 'MetaProperty' && getPropertyName(callee) === 'resolve'
  );
}
