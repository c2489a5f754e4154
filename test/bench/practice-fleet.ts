import { startPracticePortal } from '../../src-main/practice-portal';

/** Many practice portals in one process, told as one line of JSON. `argv`: how many. */
const count = Number(process.argv[2]);
const portals = await Promise.all(
  Array.from({ length: count }, (_, index) =>
    startPracticePortal({ title: `Practice portal ${index + 1}` }),
  ),
);
const told = portals.map(({ address, key }) => ({ address, key }));
process.stdout.write(`${JSON.stringify(told)}\n`);
