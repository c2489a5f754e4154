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
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
      const branch = tree[name.toLowerCase()];
      return branch ? [[name, pick(inner, branch)]] : [];
    }),
  );
}
