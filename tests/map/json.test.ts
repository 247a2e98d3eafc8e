import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { printJson } from '../../src/map/json.ts';
import { getMap } from '../../src/map/model.ts';
import { makeIndex, makeLarge, makeSmall } from '../support/sample-index.ts';
import { read } from '../support/sources.ts';

interface Validator {
  validate(schema: object, data: unknown): boolean;
  errorsText(): string;
}

// ESLint brings one along.
const require = createRequire(createRequire(import.meta.url).resolve('eslint'));
const Ajv = require('ajv') as new (options: object) => Validator;
const schema = JSON.parse(read('src/map/schema.json')) as Schema;

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

describe('map as JSON', () => {
  it.each([
    ['small', makeSmall],
    ['large', makeLarge],
    ['empty', () => ({ index: makeIndex([]), findings: [] })],
  ])('keeps to its schema: %s', (_, make) => {
    const { index, findings } = make();
    const validator = new Ajv({ allErrors: true });
    const isValid = validator.validate(schema, JSON.parse(printJson(getMap(index, findings))));
    expect(isValid, validator.errorsText()).toBe(true);
  });

  it('has no key that the schema does not describe', () => {
    const { index, findings } = makeSmall();
    const strict = JSON.parse(read('src/map/schema.json'), (_, value: Schema) =>
      value.properties && !('hearing' in value.properties) ? { ...value, additionalProperties: false } : value,
    ) as Schema & { definitions: Record<string, Schema> };
    // A message with a hearing is a message and more.
    const open = { ...strict, definitions: { ...strict.definitions, message: schema.definitions?.['message'] } };
    const validator = new Ajv({ allErrors: true });
    expect(validator.validate(open, JSON.parse(printJson(getMap(index, findings)))), validator.errorsText()).toBe(true);
  });

  it('is refused by its schema when something is missing', () => {
    const { index, findings } = makeSmall();
    const data = JSON.parse(printJson(getMap(index, findings))) as Record<string, unknown>;
    expect(new Ajv({}).validate(schema, { ...data, version: 2 })).toBe(false);
    expect(new Ajv({}).validate(schema, { ...data, workers: [{}] })).toBe(false);
  });

  it('counts each finding once', () => {
    const { index, findings } = makeSmall();
    expect(JSON.parse(printJson(getMap(index, findings)))).toMatchObject({
      version: 1,
      totals: { owners: 2, workers: 3, starts: { worker: 2, pool: 1, job: 0, fork: 0 }, findings: 5, unheard: 1 },
    });
  });
});
