/** Colours by part, light then dark. Plain declarations: not every viewer of SVG knows CSS variables. */
const COLORS: readonly (readonly [selector: string, property: string, light: string, dark: string])[] = [
  ['.paper', 'fill', '#ffffff', '#0d1117'],
  ['.card', 'fill', '#ffffff', '#161b22'],
  ['.card', 'stroke', '#d0d7de', '#3d444d'],
  ['.owner .card', 'fill', '#f6f8fa', '#1c222b'],
  ['text', 'fill', '#1f2328', '#e6edf3'],
  ['.dim', 'fill', '#59636e', '#9198a1'],
  ['.good', 'fill', '#116329', '#7ee787'],
  ['.bad', 'fill', '#a40e26', '#ffa198'],
  ['.doubt', 'fill', '#6f4400', '#e3b341'],
  ['.good-badge', 'fill', '#dafbe1', '#12361f'],
  ['.bad-badge', 'fill', '#ffebe9', '#4b1517'],
  ['.doubt-badge', 'fill', '#fff1c9', '#3b2a06'],
  ['.label', 'fill', '#eaeef2', '#262c36'],
  ['.ok.bar', 'fill', '#2da44e', '#3fb950'],
  ['.warning.bar', 'fill', '#cf222e', '#f85149'],
  ['.unknown.bar', 'fill', '#8c959f', '#7d8590'],
  ['.way', 'stroke', '#8c959f', '#7d8590'],
  ['.warning.way', 'stroke', '#cf222e', '#f85149'],
  ['.tip', 'fill', '#8c959f', '#7d8590'],
  ['.warning.tip', 'fill', '#cf222e', '#f85149'],
];

/** The style sheet; every selector is bound to the map, so that it does no harm inside an HTML page. */
export function getStyle(): string {
  const fonts = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";
  return [
    `.graceful-map text{font:12px ${fonts};white-space:pre}`,
    '.graceful-map .title{font-weight:600}',
    '.graceful-map .name{font-size:16px;font-weight:600}',
    '.graceful-map .way{fill:none;stroke-width:1.5}',
    '.graceful-map .unknown.way{stroke-dasharray:5 4}',
    ...COLORS.map(([selector, property, light]) => `.graceful-map ${selector}{${property}:${light}}`),
    `@media (prefers-color-scheme:dark){${COLORS.map(
      ([selector, property, , dark]) => `.graceful-map ${selector}{${property}:${dark}}`,
    ).join('')}}`,
  ].join('\n');
}
