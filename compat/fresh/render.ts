import { Fragment, h, options, toChildArray, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Context } from "./context.ts";
import { shared, type Snapshot } from "./snapshot.ts";

type Shell = { component: (props: object) => VNode; props: object };

const islandOf = new Map<unknown, [file: string, name: string]>();
/** Of the document being rendered: rendering is synchronous, so there is one at a time */
let instances: [file: string, name: string, props: unknown][] = [];
let nonce = "";

/** Makes every exported function of the snapshot's island files an island */
export function registerIslands({ buildId, islands }: Snapshot): void {
  shared.buildId = buildId;
  for (const { name: file, module } of islands) {
    for (const [name, value] of Object.entries(module)) islandOf.set(value, [file, name]);
  }
}

const hooks: { __b?: (vnode: { type: unknown; props: object }) => void } = options as never;
const before = hooks.__b;
hooks.__b = (vnode) => {
  if (islandOf.has(vnode.type)) {
    Object.assign(vnode, { type: Island, props: { component: vnode.type, props: vnode.props } });
  } else if (nonce && /^(script|style)$/.test(`${vnode.type}`) && !("src" in vnode.props)) {
    vnode.props = { nonce, ...vnode.props };
  }
  before?.(vnode);
};

function Island({ component, props }: Shell): VNode {
  const number = instances.push([...islandOf.get(component)!, props]) - 1;
  const comment = (text: string) => h(Fragment, { UNSTABLE_comment: text } as object);
  const inner = h(() => component(props), {});
  return h(Fragment, {}, comment(`frsh:${number}`), inner, comment("/frsh"));
}

/** Renders a tree inside the app wrapper to a whole document, with the scripts of its islands */
export function renderDocument(ctx: Context<never>, tree: VNode): string {
  instances = [];
  shared.head = [];
  nonce = ctx._nonce = ctx._wantsNonce ? crypto.randomUUID() : "";
  ctx.Component = () => tree;
  let html = renderToString(h(() => (ctx._wrapper?.(ctx) ?? tree) as VNode, {}));
  if (!html.startsWith("<html")) {
    html = `<html><head><meta charset="utf-8"></head><body>${html}</body></html>`;
  }
  for (const child of toChildArray(shared.head)) {
    const tag = renderToString(h(Fragment, {}, child));
    const isKeyed = (child as VNode).key != null;
    const old = isKeyed ? undefined : html.match(HEAD_TAG)?.find((old) => kin(old) === kin(tag));
    html = html.replace(old ?? "</head>", () => old ? tag : `${tag}</head>`);
  }
  return `<!DOCTYPE html>${ctx._snapshot ? withScripts(html, ctx._snapshot) : html}`;
}

const HEAD_TAG = /<title>[^<]*<\/title>|<(?:meta|link)\b[^>]*>/g;

/** What a tag of the head has in common with the one whose place it takes */
function kin(tag: string): string {
  const attributes = [...tag.matchAll(/ ([\w:-]+)="([^"]*)"/g)]
    .filter(([, name]) => name !== "content" && name !== "href").map(([text]) => text);
  return /^<\w+/.exec(tag)![0] + attributes.sort().join("");
}

function withScripts(html: string, { buildId, islands }: Snapshot): string {
  const used = islands.filter(({ name }) => instances.some(([file]) => file === name));
  if (used.length === 0) return html;
  const url = (script: string) => `"/_fresh/js/${buildId}/${script}"`;
  const links = [...new Set(["boot.js", ...used.flatMap(({ scripts }) => scripts)])]
    .map((script) => `<link rel="modulepreload" href=${url(script)}>`).join("");
  const imports = used.map(({ scripts }, i) => `import*as i${i} from${url(scripts[0])};`).join("");
  const table = used.map(({ name }, i) => `"${name}":i${i}`).join(",");
  const props = JSON.stringify(JSON.stringify(instances)).replaceAll("<", "\\u003c");
  const boot = `<script type="module"${nonce && ` nonce="${nonce}"`}>import{boot}from` +
    `${url("boot.js")};${imports}boot("${buildId}",{${table}},${props})</script>`;
  return html.replace("</head>", () => links + "</head>").replace(
    "</body>",
    () => boot + "</body>",
  );
}
