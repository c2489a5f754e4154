interface Tree {
  [name: string]: Tree;
}

/**
 * Trims an answer to the fields asked for, as `?fields=a,b.c` does on every route. Lists are
 * trimmed item by item. DocSpace server: DynamicIgnoreResolver.
 */
export function pickFields(value: unknown, fields: string | null): unknown {
  if (!fields) return value;
  const tree: Tree = {};
  for (const path of fields.split(',')) {
    let branch = tree;
    for (const name of path.trim().toLowerCase().split('.')) branch = branch[name] ??= {};
  }
  return pick(value, tree);
}

function pick(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => pick(item, tree));
  if (typeof value !== 'object' || value === null || Object.keys(tree).length === 0) return value;
  const picked: Record<string, unknown> = {};
  // Read one by one: a field that nobody asked for may be one that is only made when it is read.
  for (const name of Object.keys(value)) {
    const branch = tree[name.toLowerCase()];
    if (branch) picked[name] = pick(Reflect.get(value, name), branch);
  }
  return picked;
}
