/** Colours by name, light then dark. */
const COLORS: readonly (readonly [name: string, light: string, dark: string])[] = [
  ['page', '#f6f8fa', '#0d1117'],
  ['paper', '#ffffff', '#151b23'],
  ['inset', '#f6f8fa', '#0d1117'],
  // That of the map itself, which stands on it.
  ['map', '#ffffff', '#0d1117'],
  ['line', '#d1d9e0', '#3d444d'],
  ['text', '#1f2328', '#e6edf3'],
  ['dim', '#59636e', '#9198a1'],
  ['link', '#0550ae', '#79b8ff'],
  ['error', '#cf222e', '#ff7b72'],
  ['warning', '#8a5a00', '#e3b341'],
  ['good', '#116329', '#7ee787'],
  ['mark', '#ffd7d5', '#5d1f22'],
  ['hot', '#fff4f3', '#25171c'],
  ['removed', '#ffebe9', '#3c1618'],
  ['added', '#dafbe1', '#12301c'],
];

const declare = (column: 1 | 2): string => COLORS.map((color) => `--${color[0]}:${color[column]}`).join(';');

/** The report's style sheet: no font, no picture, nothing from outside. */
export const STYLE = `
:root{color-scheme:light dark;${declare(1)}}
@media (prefers-color-scheme:dark){:root{${declare(2)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
code,pre,.place{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
h1,h2,h3,p,ul,dl,dd,pre{margin:0;padding:0}
h1{font-size:1.6rem;line-height:1.25}
h2{font-size:1.15rem;margin-bottom:.75rem}
ul{list-style:none}
.skip{position:absolute;left:-9999px}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
header,main,footer{max-width:1240px;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem;padding-bottom:1.5rem}
.lead{color:var(--dim)}
.totals{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.25rem}
.totals div{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:.6rem 1rem;min-width:8.5rem;flex:0 1 auto}
.totals dt{color:var(--dim);font-size:.85rem}
.totals dd{font-size:1.5rem;font-weight:600;line-height:1.3}
.totals .bad dd{color:var(--error)}
.totals .good dd{color:var(--good)}
main{display:grid;grid-template-columns:minmax(0,1fr);gap:2rem}
section{min-width:0}
.rules>li{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:.75rem 1rem;margin-bottom:.6rem}
.rules .head{display:flex;justify-content:space-between;gap:.75rem;font-weight:600}
.rules p{color:var(--dim);font-size:.9rem}
.number{background:var(--inset);border:1px solid var(--line);border-radius:1em;padding:0 .6em;font-size:.85rem;font-weight:600;color:var(--text);white-space:nowrap;align-self:start}
summary{cursor:pointer}
.rules summary{color:var(--dim);font-size:.9rem;margin-top:.35rem}
.places{margin-top:.35rem;font-size:.85rem}
.places li{padding:.1rem 0}
.file{background:var(--paper);border:1px solid var(--line);border-radius:10px;margin-bottom:1rem}
.file>summary{padding:.7rem 1rem;font-weight:600}
.file>summary code{margin-right:.5rem}
.file[open]>summary{border-bottom:1px solid var(--line)}
.finding{padding:1rem;border-top:1px solid var(--line);scroll-margin-top:1rem}
.file>summary+.finding{border-top:0}
.finding:target{box-shadow:inset 3px 0 0 var(--link)}
.where{display:flex;flex-wrap:wrap;gap:.15rem .75rem;font-size:.85rem;color:var(--dim);align-items:baseline}
.level{font-weight:700}
.level.error{color:var(--error)}
.level.warning{color:var(--warning)}
.message{margin:.3rem 0 .7rem}
.message strong{font-weight:600}
.code{background:var(--inset);border:1px solid var(--line);border-radius:8px;padding:.4rem 0;font-size:.82rem;line-height:1.6;white-space:pre-wrap;tab-size:2}
.line,.gap{display:block;padding:0 .75rem 0 4.25rem;text-indent:-3.5rem;text-decoration:none;min-height:1.6em}
.line::before{content:attr(data-line);display:inline-block;width:2.5rem;margin-right:1rem;text-align:right;text-indent:0;color:var(--dim)}
.hot{background:var(--hot);box-shadow:inset 3px 0 0 var(--error)}
mark{background:var(--mark);color:inherit;border-radius:3px;padding:.1em 0}
.cure{margin-top:.7rem}
.cure>summary{font-size:.9rem;margin-bottom:.35rem}
.cure[open]>summary{font-weight:600}
.diff .line,.gap{padding-left:2.25rem;text-indent:-1.5rem}
.diff .line::before{content:" ";width:.75rem;margin-right:.75rem}
.diff del{background:var(--removed)}
.diff del.line::before{content:"\\2212";color:var(--error)}
.diff ins{background:var(--added)}
.diff ins.line::before{content:"+";color:var(--good)}
.gap{color:var(--dim)}
.map{overflow-x:auto;border:1px solid var(--line);border-radius:10px;background:var(--map)}
.map svg{display:block}
.time{list-style:none;margin:0;padding:0;background:var(--paper);border:1px solid var(--line);border-radius:10px;font-size:.85rem}
.time li{display:grid;grid-template-columns:13rem minmax(0,1fr) 16rem;gap:.1rem .9rem;padding:.35rem 1rem;align-items:start}
.time li+li{border-top:1px solid var(--line)}
.time li:has(:target){box-shadow:inset 3px 0 0 var(--link)}
.track{display:block;position:relative;padding-top:1.2rem}
.track i{position:absolute;top:.3rem;height:.8rem;min-width:3px;border-radius:3px}
.track .life{background:var(--line)}
.track .dim{background:var(--dim)}
.track .good{background:var(--good)}
.track .warning{background:var(--warning)}
.track .error{background:var(--error)}
.lane{display:block;position:relative;height:1.65rem}
.seen{position:absolute;top:.1rem;min-width:1.5rem;height:1.5rem;padding:0 .3rem;border-radius:.75rem;line-height:1.5rem;text-align:center;font-weight:700;text-decoration:none;color:var(--paper);scroll-margin:30vh 1rem}
.seen:focus-visible{border-radius:.75rem}
.seen.error{background:var(--error)}
.seen.warning{background:var(--warning)}
.seen:target{outline:3px solid var(--link);outline-offset:2px}
.how,.when{color:var(--dim)}
.when{font-size:.85rem;margin:-.4rem 0 .7rem}
.axis{display:flex;justify-content:space-between;padding:0 17.9rem 0 14.9rem;font-size:.85rem}
.note{color:var(--dim)}
footer{color:var(--dim);font-size:.85rem;padding-top:1.5rem;padding-bottom:2.5rem}
@media (min-width:1000px){
main.two{grid-template-columns:20rem minmax(0,1fr)}
.two #rules{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow-y:auto}
#map,#time{grid-column:1/-1}
}
@media (max-width:800px){.time li{grid-template-columns:minmax(0,1fr)}.axis{padding:0 1rem}}
@media (max-width:480px){
header,main,footer{padding-left:.75rem;padding-right:.75rem}
.totals div{flex:1 1 7rem;min-width:0}
.line{padding-left:3rem;text-indent:-2.5rem;padding-right:.4rem}
.line::before{width:1.9rem;margin-right:.6rem}
}
@media print{.skip{display:none}.file,.rules>li{break-inside:avoid}}
`;
