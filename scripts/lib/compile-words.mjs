/**
 * Compiles the message catalog; started as a program by words.mjs. The compiler works on a copy,
 * because it leaves notes of its own beside the project, and in a process of its own, because it
 * leaves timers behind.
 */
import { compile } from '@inlang/paraglide-js';
import fs from 'node:fs/promises';
import { inRoot } from './paths.mjs';

const copy = inRoot('generated', 'i18n');
await fs.rm(copy, { recursive: true, force: true });
for (const part of ['messages', 'project.inlang/settings.json']) {
  await fs.cp(inRoot('src-renderer', 'i18n', part), `${copy}/${part}`, { recursive: true });
}
await compile({
  project: `${copy}/project.inlang`,
  outdir: inRoot('generated', 'messages'),
  strategy: ['globalVariable', 'baseLocale'],
  emitGitIgnore: false,
  emitPrettierIgnore: false,
  emitReadme: false,
});
process.exit(0);
