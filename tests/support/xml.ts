export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  /** Its own text, entities resolved. */
  text: string;
}

const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The root element of an XML text.
 *
 * @throws Error where the text is not well-formed: tags, quotes, entities, characters, doubled attributes.
 */
export function parseXml(xml: string): Element {
  if (FORBIDDEN.test(xml)) throw new Error('forbidden character');
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  for (const [, close, name, attributes, isEmpty, text] of body.matchAll(
    /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+|<)/g,
  )) {
    const parent = open.at(-1);
    if (!parent) throw new Error('text after the root element');
    if (text !== undefined) parent.text += decode(text);
    else if (close) {
      if (open.pop()?.name !== name) throw new Error(`unexpected </${name}>`);
    } else {
      const own = getAttributes(attributes ?? '');
      const element: Element = { name: name ?? '', attributes: own, children: [], text: '' };
      parent.children.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  const [root] = top.children;
  const isOne = open.length === 1 && top.children.length === 1 && top.text.trim() === '';
  if (!root || !isOne) throw new Error('not one root');
  return root;
}

/** An element and all those in it. */
export function* listElements(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* listElements(child);
}

function getAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`two attributes ${name}`);
    attributes[name] = decode(value);
  }
  return attributes;
}

function decode(text: string): string {
  if (text === '<') throw new Error('stray <');
  return text.replace(/&([^;\s]*;?)/g, (entity, name: string) => {
    const value = ENTITIES[name.replace(/;$/, '')];
    if (value === undefined || !name.endsWith(';')) throw new Error(`wrong entity ${entity}`);
    return value;
  });
}
