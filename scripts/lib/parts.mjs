import fs from 'node:fs/promises';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { say, step } from './steps.mjs';
import { runTool } from './tool.mjs';

/**
 * The parts of `npm run check` and `npm test`. A part never throws: what goes wrong in it counts
 * as failed.
 * @typedef {{ passed: number, failed: number, output: string }} Outcome
 * @typedef {{ name: string, work: (progress: (text: string) => void) => Promise<Outcome> }} Part
 */

const reports = 'out/reports';

/** @type {readonly Part[]} longest first, so that two at a time end together */
export const checkParts = [
  whole('Lint', 'eslint', ['.', '--max-warnings', '0']),
  { name: 'Unit tests', work: unitTests },
  // all TypeScript files too; tsc alone cannot read the types that .svelte files export
  whole('Types', 'svelte-check', ['--tsconfig', 'tsconfig.json', '--fail-on-warnings']),
  whole('Format', 'prettier', ['--check', '--cache', '--log-level', 'warn', '.']),
  whole('Dead code', 'knip', []),
];

/**
 * @param {string} name
 * @param {string} config
 * @param {NodeJS.ProcessEnv} env
 * @returns {Part} the tests of a Playwright configuration
 */
export const playwrightPart = (name, config, env) => ({
  name,
  work: async (progress) => {
    const report = await freshReport(name);
    const { code, output } = await runTool(
      'playwright',
      ['test', '--config', config, '--reporter', 'list,json'],
      {
        env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
        onLine: (line) => progress(line.trim().slice(0, 70)),
      },
    );
    const found = await readReport(report);
    const { expected = 0, unexpected = 0, flaky = 0 } = found?.stats ?? {};
    const errors = found?.errors?.length ?? 0;
    return counted(expected, unexpected + flaky + errors, code, output);
  },
});

/**
 * Runs parts, at most two at a time, and prints each one's result and, where it failed, its words.
 * @param {readonly Part[]} parts
 * @returns {Promise<{ passed: number, failed: number }>} the sums
 */
export async function runParts(parts) {
  const waiting = [...parts];
  const sum = { passed: 0, failed: 0 };
  const worker = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const { passed, failed } = await runPart(part);
      sum.passed += passed;
      sum.failed += failed;
    }
  };
  await Promise.all([worker(), worker()]);
  return sum;
}

/** @param {Part} part @returns {Promise<Outcome>} */
async function runPart({ name, work }) {
  /** @type {Outcome} */
  let outcome = { passed: 0, failed: 1, output: '' };
  try {
    await step(
      name,
      async (progress) => {
        outcome = await work(progress);
        if (outcome.failed > 0) throw new PartFailed();
      },
      () => (outcome.passed > 1 ? `${outcome.passed} passed` : undefined),
    );
  } catch (error) {
    if (!(error instanceof PartFailed)) outcome.output = String(error);
    say(`${indent(outcome.output)}\n  ${name}: ${outcome.failed} failed\n`);
  }
  return outcome;
}

class PartFailed extends Error {}

/**
 * A tool that finds nothing wrong, or something: one result.
 * @param {string} name
 * @param {string} tool
 * @param {readonly string[]} args
 * @returns {Part}
 */
function whole(name, tool, args) {
  return {
    name,
    work: async () => {
      const { code, output } = await runTool(tool, args);
      return code === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
    },
  };
}

/** @returns {Promise<Outcome>} */
async function unitTests() {
  const report = await freshReport('Unit tests');
  const { code, output } = await runTool('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const found = await readReport(report);
  // a file that cannot even be loaded has no tests to count
  const brokenFiles = (found?.testResults ?? []).filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = (found?.numFailedTests ?? 0) + brokenFiles.length;
  return counted(found?.numPassedTests ?? 0, failed, code, output);
}

/**
 * A run that ended badly, or tested nothing, has at least one failure.
 * @param {number} passed
 * @param {number} failed
 * @param {number} code
 * @param {string} output
 * @returns {Outcome}
 */
function counted(passed, failed, code, output) {
  const bad = code !== 0 || passed + failed === 0;
  return { passed, failed: bad ? Math.max(1, failed) : failed, output };
}

/** @param {string} name @returns {Promise<string>} where a report will be; no older one is there */
async function freshReport(name) {
  const file = inRoot(reports, `${name.toLowerCase().replaceAll(' ', '-')}.json`);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.rm(file, { force: true });
  return file;
}

/** @param {string} file @returns {Promise<any>} undefined when the tool did not get to write it */
async function readReport(file) {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} text */
const indent = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
