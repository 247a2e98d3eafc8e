/** A function of a framework that wraps a value, and the property by which the value is read. */
interface BoxRow {
  readonly maker: string;
  /** Null where the maker gives the value itself. */
  readonly property: 'current' | 'value' | null;
  readonly of: string;
}

const rows: readonly BoxRow[] = [
  { maker: 'useRef', property: 'current', of: 'React: https://react.dev/reference/react/useRef' },
  { maker: 'createRef', property: 'current', of: 'React: https://react.dev/reference/react/createRef' },
  { maker: 'useState', property: null, of: 'React: https://react.dev/reference/react/useState' },
  { maker: 'useMemo', property: null, of: 'React: https://react.dev/reference/react/useMemo' },
  { maker: 'ref', property: 'value', of: 'Vue: https://vuejs.org/api/reactivity-core.html#ref' },
  { maker: 'shallowRef', property: 'value', of: 'Vue: https://vuejs.org/api/reactivity-advanced.html#shallowref' },
  { maker: 'markRaw', property: null, of: 'Vue: https://vuejs.org/api/reactivity-advanced.html#markraw' },
  { maker: 'signal', property: 'value', of: 'Preact: https://preactjs.com/guide/v10/signals' },
];

export const boxMakers: ReadonlySet<string> = new Set(rows.map(({ maker }) => maker));

/** The properties in which frameworks' boxes hold their value: `workerRef.current`. */
export const boxProperties: ReadonlySet<string> = new Set(rows.flatMap(({ property }) => property ?? []));

/** Those in which wrappers of a project keep the worker itself as well: `wrapper.instance`. */
export const wrappingProperties: ReadonlySet<string> = new Set([
  ...boxProperties,
  'instance',
  'native',
  'raw',
  'inner',
]);
