import { inspect } from 'node:util';
import { redact } from './redact';

/** Writes one line about something that happened. Redacted before it is kept. */
export type Log = (line: string, cause?: unknown) => void;

/** Size at which a log file is put aside and a new one begun. */
const mostBytes = 5 * 1024 * 1024;

/** How many of the newest lines are kept in memory for the support report. */
const mostLines = 500;

export interface LogBook {
  readonly log: Log;
  /** The newest lines, oldest first. */
  readonly recent: () => readonly string[];
}

/** A log in `path`. The file is opened with the first line, not at start-up. */
export function createLog(path: string): LogBook {
  const lines: string[] = [];
  let file: Promise<(line: string) => void> | undefined;

  const openFile = async (): Promise<(line: string) => void> => {
    const { default: logger } = await import('electron-log/node');
    logger.transports.console.level = false;
    logger.transports.file.resolvePathFn = () => path;
    logger.transports.file.maxSize = mostBytes;
    logger.transports.file.sync = false;
    logger.transports.file.format = '{text}';
    return (line) => logger.info(line);
  };

  return {
    log(line, cause) {
      const words = cause === undefined ? line : `${line}: ${wordsOf(cause)}`;
      const entry = redact(`${new Date().toISOString()} ${words}`);
      lines.push(entry);
      if (lines.length > mostLines) lines.shift();
      file ??= openFile();
      file
        .then((write) => write(entry))
        .catch(() => {
          // A log that cannot be written must not stop the app; the line is still in memory.
        });
    },
    recent: () => lines,
  };
}

const wordsOf = (cause: unknown): string =>
  cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause, { depth: 2 });
