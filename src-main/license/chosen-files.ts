import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import { readRegularFile } from '../local-files/regular-file';
import { readLicense, type ReadLicense } from './license-file';

/** The largest license file that is taken, in bytes. Real ones have about two thousand. */
export const maxLicenseBytes = 1024 * 1024;

/** A license file that a person chose, with all that was in it at that moment. */
export interface ChosenFile {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: Buffer;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly chosenAt: string;
  readonly license: ReadLicense;
}

/** The chosen license file of each portal: at most one, kept in memory only. */
export interface ChosenFiles {
  get(portalId: string): ChosenFile | null;
  /**
   * Reads a file and keeps it in place of the one chosen before; when it cannot be taken, the one
   * before stays.
   */
  choose(portalId: string, path: string): Promise<Result<ChosenFile, 'file' | 'license'>>;
  /**
   * The chosen file, after making sure that it is still the same on disk.
   * Errors: `file.forgotten`, `file.changed`, and those of reading it.
   */
  recheck(portalId: string): Promise<Result<ChosenFile, 'file'>>;
  forget(portalId: string): void;
}

export function createChosenFiles(now: () => Date): ChosenFiles {
  const chosen = new Map<string, ChosenFile>();
  return {
    get: (portalId) => chosen.get(portalId) ?? null,

    async choose(portalId, path) {
      const bytes = await readRegularFile(path, maxLicenseBytes);
      if (!bytes.ok) return bytes;
      const license = readLicense(bytes.value);
      if (!license.ok) return license;
      const file: ChosenFile = {
        path,
        fileName: basename(path),
        bytes: bytes.value,
        sha256: sha256Of(bytes.value),
        chosenAt: now().toISOString(),
        license: license.value,
      };
      chosen.set(portalId, file);
      return ok(file);
    },

    async recheck(portalId) {
      const file = chosen.get(portalId);
      if (!file) return fail(appError('file.forgotten'));
      const bytes = await readRegularFile(file.path, maxLicenseBytes);
      if (!bytes.ok) return bytes;
      if (sha256Of(bytes.value) === file.sha256) return ok(file);
      return fail(appError('file.changed', { params: { fileName: file.fileName } }));
    },

    forget(portalId) {
      chosen.delete(portalId);
    },
  };
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
