type Module = Record<string, unknown>;

/** What Fresh has and this hasn't, and what a file must have; the first that fits is told */
const UNSUPPORTED: [what: string, fits: (file: string, module: Module) => boolean][] = [
  ["a group", (file) => /(^|\/)\(/.test(file)],
  ["an optional parameter", (file) => file.includes("[[")],
  ["a file of this name", (file) => /(^|\/)_(?!(app|middleware|error|404)\.)/.test(file)],
  ["a config", (_, { config }) => config !== undefined],
  ["an async component", (file, module) => !/(^|\/)_middleware\./.test(file) && isAsync(module)],
  [
    "a file without component and handlers",
    (_, { default: component, handler, handlers }) => !component && !handler && !handlers,
  ],
];

/** Throws at a file of routes/ that would otherwise be passed over in silence */
export function refuseUnsupported(file: string, module: Module): void {
  const found = UNSUPPORTED.find(([, fits]) => fits(file, module));
  if (found) throw new Error(`Cannot serve routes/${file}: compat/ doesn't know ${found[0]}`);
}

function isAsync({ default: component }: Module): boolean {
  return Object.prototype.toString.call(component) === "[object AsyncFunction]";
}
