import { createContext, Fragment, h, options, toChildArray, type VNode } from "preact";
import { useContext } from "preact/hooks";
import { renderToString } from "preact-render-to-string";
import type { Context, PageComponent } from "./context.ts";
import { nonces } from "./csp.ts";
import { shared, type Snapshot } from "./snapshot.ts";

type Shell = { component: () => null; props: object };

const islandOf = new Map<unknown, { file: string; name: string }>();
const insideIsland = createContext(false);
const plain = new WeakSet<object>();
/** Of the document being rendered: rendering is synchronous, so there is one at a time */
let instances: [file: string, name: string, props: unknown][] = [];
let nonce = "";

/** Makes every exported function of the snapshot's island files an island */
export function registerIslands({ buildId, islands }: Snapshot): void {
  shared.buildId = buildId;
  for (const { name: file, module } of islands) {
    for (const [name, value] of Object.entries(module)) islandOf.set(value, { file, name });
  }
}

const hooks: { __b?: (vnode: { type: unknown; props: object }) => void } = options as never;
const before = hooks.__b;
hooks.__b = (vnode) => {
  if (islandOf.has(vnode.type) && !plain.has(vnode)) {
    Object.assign(vnode, { type: Island, props: { component: vnode.type, props: vnode.props } });
  } else if (nonce && /^(script|style)$/.test(`${vnode.type}`) && !("src" in vnode.props)) {
    vnode.props = { nonce, ...vnode.props };
  }
  before?.(vnode);
};

function Island({ component, props }: Shell): VNode {
  const nested = useContext(insideIsland);
  const inner = h(component, props);
  plain.add(inner);
  if (nested) return inner;
  const { file, name } = islandOf.get(component)!;
  const number = instances.push([file, name, props]) - 1;
  const comment = (text: string) => h(Fragment, { UNSTABLE_comment: text } as object);
  const provider = h(insideIsland.Provider, { value: true }, inner);
  return h(Fragment, {}, comment(`frsh:${number}`), provider, comment("/frsh"));
}

/** Renders a tree inside the app wrapper to a whole document, with the scripts of its islands */
export function renderDocument(ctx: Context<never>, tree: VNode): string {
  const { snapshot, wrapper } = ctx._build;
  const Document = () => wrapper ? wrapper(ctx as never) as VNode : tree;
  ctx.Component = () => tree;
  instances = [];
  shared.head = [];
  nonce = nonces.has(ctx) ? crypto.randomUUID() : "";
  if (nonce) nonces.set(ctx, nonce);
  let html = renderToString(h(Document, {}));
  if (!html.startsWith("<html")) {
    html = `<html><head><meta charset="utf-8"></head><body>${html}</body></html>`;
  }
  const tags = toChildArray(shared.head).map((child) => renderToString(h(Fragment, {}, child)));
  html = tags.reduce(addToHead, html);
  return `<!DOCTYPE html>${snapshot ? addScripts(html, ctx.config.basePath, snapshot) : html}`;
}

/** Renders a page's component; it may be async, and may give a Response in place of a tree */
export async function renderPage(
  ctx: Context<never>,
  component: PageComponent,
  init: ResponseInit,
): Promise<Response> {
  const async = component.constructor.name === "AsyncFunction";
  let result = async && await component(ctx as never);
  const Page = () => {
    if (!async) result = component(ctx as never);
    return result instanceof Response ? null : result as VNode;
  };
  const page = ctx.render(h(Page, {}), init);
  return result instanceof Response ? result : page;
}

function addScripts(html: string, basePath: string, { buildId, islands }: Snapshot): string {
  const names = new Set(instances.map(([file]) => file));
  const used = islands.filter(({ name }) => names.has(name));
  if (used.length === 0) return html;
  const url = (script: string) => `"${basePath}/_fresh/js/${buildId}/${script}"`;
  const links = [...new Set(["boot.js", ...used.flatMap(({ scripts }) => scripts)])]
    .map((script) => `<link rel="modulepreload" href=${url(script)}>`).join("");
  const imports = used.map(({ scripts }, i) => `import*as i${i} from${url(scripts[0])};`).join("");
  const table = used.map(({ name }, i) => `"${name}":i${i}`).join(",");
  const props = JSON.stringify(JSON.stringify(instances)).replaceAll("<", "\\u003c");
  const boot = `<script type="module"${nonce && ` nonce="${nonce}"`}>import{boot}from` +
    `${url("boot.js")};${imports}boot("${buildId}",{${table}},${props})</script>`;
  return insertBefore(insertBefore(html, "</head>", links), "</body>", boot);
}

/** A title, and a meta or link of the same name or relation, takes the place of an older one */
function addToHead(html: string, tag: string): string {
  const key = /^<(?:title|meta (?:name|property)="[^"]*"|link rel="[^"]*")/.exec(tag)?.[0];
  const start = key ? html.indexOf(key) : -1;
  const close = key === "<title" ? "</title>" : ">";
  if (start < 0 || start > html.indexOf("</head>")) return insertBefore(html, "</head>", tag);
  return html.slice(0, start) + tag + html.slice(html.indexOf(close, start) + close.length);
}

function insertBefore(html: string, marker: string, text: string): string {
  const at = marker === "</head>" ? html.indexOf(marker) : html.lastIndexOf(marker);
  return at < 0 ? html + text : html.slice(0, at) + text + html.slice(at);
}
