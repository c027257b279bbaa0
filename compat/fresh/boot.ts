import { type ComponentType, h, hydrate } from "preact";
import { shared } from "./snapshot.ts";

/** Hydrates every island of the page; called by the inline module that the server writes */
export function boot(
  buildId: string,
  islands: Record<string, Record<string, ComponentType>>,
  json: string,
): void {
  shared.buildId = buildId;
  const instances: [file: string, name: string, props: object][] = JSON.parse(json);
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
  const starts: Comment[] = [];
  while (comments.nextNode()) starts.push(comments.currentNode as Comment);
  for (const start of starts.filter(({ data }) => data.startsWith("frsh:"))) {
    const [file, name, props] = instances[Number(start.data.slice(5))];
    hydrate(h(islands[file][name], props), rangeAfter(start) as Element);
  }
}

/** Preact hydrates the children of an element; this one stands round the nodes up to the end mark */
function rangeAfter(start: Comment): unknown {
  const parent = start.parentNode as Element;
  const childNodes: ChildNode[] = [];
  let end = start.nextSibling;
  for (; end && (end as Comment).data !== "/frsh"; end = end.nextSibling) childNodes.push(end);
  const insertBefore = (node: Node, at: Node | null) => parent.insertBefore(node, at ?? end);
  const removeChild = (node: Node) => parent.removeChild(node);
  const contains = (node: Node) => parent.contains(node);
  const { namespaceURI } = parent;
  const [firstChild] = childNodes;
  return { nodeType: 1, namespaceURI, childNodes, firstChild, contains, insertBefore, removeChild };
}
