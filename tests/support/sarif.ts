/** The part of a SARIF log that is written here. */
export interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly [Run];
}

interface Run {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly SarifResult[];
  readonly invocations: readonly Record<string, unknown>[];
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly locations: readonly [{ physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string } } }];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly Record<string, unknown>[];
}

type Check = (value: unknown, path: string) => void;

/**
 * Holds a log against the SARIF 2.1.0 specification as far as it is used here. As in the official schema, an object may
 * have no property but those that are known.
 *
 * @throws Error with the path of the first property that is wrong.
 */
export function checkSarif(log: Log): void {
  LOG(log, '');
  const [{ tool, results }] = log.runs;
  for (const { ruleId, ruleIndex } of results) {
    if (tool.driver.rules[ruleIndex]?.id !== ruleId) throw new Error(`rule ${ruleIndex} is not ${ruleId}`);
  }
  const saying = results.filter(({ suppressions }) => suppressions !== undefined).length;
  if (saying !== 0 && saying !== results.length)
    throw new Error('some results say whether they are suppressed, others not');
}

const fail = (path: string): never => {
  throw new Error(`wrong: ${path}`);
};
const string: Check = (value, path) => void (typeof value === 'string' || fail(path));
const boolean: Check = (value, path) => void (typeof value === 'boolean' || fail(path));
const from =
  (least: number): Check =>
  (value, path) =>
    void ((Number.isInteger(value) && (value as number) >= least) || fail(path));
const matching =
  (pattern: RegExp): Check =>
  (value, path) =>
    void ((typeof value === 'string' && pattern.test(value)) || fail(path));
const list =
  (item: Check): Check =>
  (value, path) =>
    void (Array.isArray(value) ? value.forEach((it, i) => item(it, `${path}/${i}`)) : fail(path));
const map =
  (item: Check): Check =>
  (value, path) =>
    void Object.entries(value as object).forEach(([key, it]) => item(it, `${path}/${key}`));

/** A `?` at a name's end says that the property may be absent. */
const object =
  (properties: Record<string, Check>): Check =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(path);
    const given = value as Record<string, unknown>;
    for (const [name, check] of Object.entries(properties)) {
      const key = name.replace('?', '');
      if (key in given) check(given[key], `${path}/${key}`);
      else if (!name.endsWith('?')) fail(`${path}/${key}`);
    }
    const unknown = Object.keys(given).find((key) => !(key in properties) && !(`${key}?` in properties));
    if (unknown !== undefined) fail(`${path}/${unknown}`);
  };

const TEXT = object({ text: string, 'markdown?': string });
const URI = matching(/^[\w\-.~!$&'()*+,;=:@%/?#]+$/);
const LEVEL = matching(/^(?:none|note|warning|error)$/);
const ARTIFACT = object({ uri: URI, 'uriBaseId?': string });
const REGION = object({ startLine: from(1), startColumn: from(1), 'endLine?': from(1), 'endColumn?': from(1) });
const LOCATION = object({ physicalLocation: object({ artifactLocation: ARTIFACT, 'region?': REGION }) });
const REPLACEMENT = object({ deletedRegion: REGION, insertedContent: object({ text: string }) });
const FIX = object({
  description: TEXT,
  artifactChanges: list(object({ artifactLocation: ARTIFACT, replacements: list(REPLACEMENT) })),
});
const RULE = object({
  id: string,
  name: string,
  fullDescription: TEXT,
  properties: object({
    tags: list(string),
    precision: matching(/^(?:very-high|high|medium|low)$/),
    'problem.severity': matching(/^(?:error|warning|recommendation)$/),
  }),
  'shortDescription?': TEXT,
  'helpUri?': matching(/^https:\/\/\S+$/),
  'help?': TEXT,
  defaultConfiguration: object({ level: LEVEL }),
});
const RESULT = object({
  ruleId: string,
  ruleIndex: from(0),
  level: LEVEL,
  message: TEXT,
  locations: list(LOCATION),
  partialFingerprints: map(string),
  'fixes?': list(FIX),
  'suppressions?': list(object({ kind: matching(/^(?:inSource|external)$/), 'justification?': string })),
});
const NOTIFICATION = object({
  level: LEVEL,
  message: TEXT,
  locations: list(LOCATION),
  descriptor: object({ id: string }),
});
const LOG = object({
  $schema: URI,
  version: matching(/^2\.1\.0$/),
  runs: list(
    object({
      tool: object({
        driver: object({
          name: string,
          version: string,
          semanticVersion: matching(/^\d+\.\d+\.\d+/),
          informationUri: URI,
          rules: list(RULE),
        }),
      }),
      columnKind: matching(/^utf16CodeUnits$/),
      originalUriBaseIds: map(object({ description: TEXT })),
      invocations: list(object({ executionSuccessful: boolean, toolExecutionNotifications: list(NOTIFICATION) })),
      results: list(RESULT),
    }),
  ),
});
