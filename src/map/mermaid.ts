import { clean } from '../kit/clean.ts';
import type { MapStart, MapWorker, WorkerMap } from './model.ts';
import { count, getAskText, getNoAskText, getStartText, getTotalsText, getWorkerName } from './wording.ts';

/** As in the SVG; Mermaid has no way to ask for light or dark, so these are readable on both. */
const CLASSES = [
  'classDef owner fill:#ddf4ff,stroke:#0969da,color:#0a3069',
  'classDef ok fill:#dafbe1,stroke:#1a7f37,color:#04260f',
  'classDef warning fill:#ffebe9,stroke:#cf222e,color:#4c0008',
  'classDef unknown fill:#f6f8fa,stroke:#6e7781,color:#24292f,stroke-dasharray:4 3',
];

/** The map as a Mermaid flowchart. */
export function printMermaid(map: WorkerMap): string {
  const lines = ['flowchart LR', `%% ${getTotalsText(map)}`];
  for (const { id, file, findings } of map.owners) {
    lines.push(`${toId(id)}["${joinLines([clean(file), ...listRules(findings)])}"]:::owner`);
  }
  const starts = map.owners.flatMap((owner) => owner.starts.map((start) => ({ from: owner.id, start })));
  for (const worker of map.workers) {
    const own = starts.filter(({ start }) => start.worker === worker.id).map(({ start }) => start);
    lines.push(`${toId(worker.id)}("${joinLines(listFacts(worker, own))}"):::${worker.status}`);
  }
  if (map.elsewhere.length > 0) {
    const files = new Set(map.elsewhere.map(({ file }) => file)).size;
    const text = joinLines([`elsewhere, in ${count(files, 'file')}`, ...listRules(map.elsewhere)]);
    lines.push(`elsewhere["${text}"]:::warning`);
  }
  for (const { from, start } of starts) {
    lines.push(`${toId(from)} -->|"${escape(`${start.line} ${getStartText(start)}`)}"| ${toId(start.worker)}`);
  }
  return [...lines, ...CLASSES].map((line, i) => (i === 0 ? line : `  ${line}`)).join('\n') + '\n';
}

function listFacts(worker: MapWorker, starts: readonly MapStart[]): string[] {
  const asks = starts.flatMap((start) => [...start.asks.map(getAskText), getNoAskText(start) ?? '']);
  return [
    getWorkerName(worker),
    ...new Set(asks.filter((text) => text !== '')),
    ...(worker.inside.length > 0 ? [`runs ${count(worker.inside.length, 'more file')}`] : []),
    ...listRules(worker.findings),
  ];
}

function listRules(findings: readonly { readonly rule: string }[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].map((rule) => {
    const times = findings.filter((finding) => finding.rule === rule).length;
    return `✗ ${rule}${times > 1 ? ` ×${times}` : ''}`;
  });
}

function joinLines(lines: readonly string[]): string {
  return lines.map(escape).join('<br/>');
}

/** Everything that Mermaid, Markdown or HTML might read as more than text becomes a numbered entity. */
function escape(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} .,/:'(){}✗×_-]/gu, (c) => `#${c.codePointAt(0)};`);
}

/** Dashes could be read as part of an arrow. */
function toId(id: string): string {
  return id.replaceAll('-', '_');
}
