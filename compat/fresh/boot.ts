import { type ComponentType, h, hydrate } from "preact";
import { shared } from "./snapshot.ts";

type Islands = Record<string, Record<string, ComponentType>>;

/** Hydrates every island of the page; called by the inline module that the server writes */
export function boot(buildId: string, islands: Islands, json: string): void {
  shared.buildId = buildId;
  const instances: [file: string, name: string, props: object][] = JSON.parse(json);
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
  const starts: Comment[] = [];
  while (comments.nextNode()) starts.push(comments.currentNode as Comment);
  for (const start of starts.filter(({ data }) => data.startsWith("frsh:"))) {
    const [file, name, props] = instances[Number(start.data.slice(5))];
    hydrate(h(islands[file][name], props), rangeAfter(start));
  }
}

/** Preact hydrates the children of an element; this one stands round the nodes up to the end mark */
function rangeAfter(start: Comment): Element {
  const parent = start.parentNode as Element;
  const childNodes: ChildNode[] = [];
  let end = start.nextSibling;
  for (; end && (end as Comment).data !== "/frsh"; end = end.nextSibling) childNodes.push(end);
  const insertBefore = (node: Node, at: Node | null) => parent.insertBefore(node, at ?? end);
  const [removeChild, contains] = [parent.removeChild.bind(parent), parent.contains.bind(parent)];
  const fields = { nodeType: 1, namespaceURI: parent.namespaceURI, firstChild: childNodes[0] };
  return { ...fields, childNodes, insertBefore, removeChild, contains } as unknown as Element;
}
