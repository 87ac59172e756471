// SPDX-License-Identifier: Apache-2.0
/** The frame of every self-contained report page: one style, no script, no network, readable on a phone. */
import { escapeHtml } from "./escape-html.js";

export interface HtmlPage {
  /** Plain text. */
  readonly title: string;
  /** HTML whose texts are escaped. */
  readonly body: string;
  /** Rules of this page alone. */
  readonly style: string;
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#59636e;--line:#d1d9e0;--paper:#fff;--bar:#2f81f7;--more:#d1242f;--less:#1a7f37}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--paper:#0d1117;--more:#ff7b72;--less:#3fb950}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1200px;padding:20px 16px;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.35rem;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:1.05rem;margin:28px 0 8px}
p{margin:4px 0;color:var(--soft)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:16px 0}
.figures div{border:1px solid var(--line);border-radius:8px;padding:10px 12px}
.figures b{display:block;font-size:1.25rem}
.figures span{color:var(--soft);font-size:.85rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
`;

export function htmlPage({ title, body, style }: HtmlPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** A figure with what it is, for a box at the top of a page. */
export function figureBox(value: string, label: string): string {
  return `<div><b>${escapeHtml(unbroken(value))}</b><span>${escapeHtml(unbroken(label))}</span></div>`;
}

// Groups of digits stay on one line.
function unbroken(text: string): string {
  return text.replace(/(?<=[0-9]) (?=[0-9])/g, "\u00a0");
}
