import { PassThrough, Readable } from 'node:stream';
import type FormData from 'form-data';

/** A file to be sent as one part of a form. */
export interface FormFile {
  /** Name of the form field. */
  readonly field: string;
  /** The base name only is sent. */
  readonly fileName: string;
  /** Exact number of bytes that `content` gives. */
  readonly size: number;
  readonly content: Readable | Uint8Array;
}

export interface FormBody {
  readonly stream: Readable;
  /** Content type with boundary, and exact length. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the last byte was handed over to be sent. */
  complete(): boolean;
  /** What was wrong with the file itself, as against the connection. */
  problem(): FileProblem | null;
  /** Lets go of the file. */
  dispose(): void;
}

/** The file gave more or fewer bytes than announced, or could not be read on. */
export type FileProblem = 'file.changed' | 'file.unreadable';

const pieceSize = 256 * 1024;

/**
 * Prepares a `multipart/form-data` body of one file that is read only as fast as it leaves.
 * @param onProgress told the bytes of the file that left so far, never too many.
 */
export async function formBody(
  file: FormFile,
  onProgress: (sent: number) => void,
): Promise<FormBody> {
  const { default: Form } = await import('form-data');
  const source =
    file.content instanceof Readable ? file.content : Readable.from(pieces(file.content));
  const form = new Form();
  form.append(file.field, source, {
    filename: file.fileName,
    contentType: 'application/octet-stream',
    knownLength: file.size,
  });
  const length = await lengthOf(form);
  const around = length - file.size;
  const raw = new PassThrough({ highWaterMark: pieceSize });
  let problem: FileProblem | null = null;
  let handed = 0;
  form.on('error', (error) => {
    problem = 'file.unreadable';
    raw.destroy(error);
  });

  async function* counted(): AsyncGenerator<Buffer> {
    // Only now: nothing is read while the request still waits for its turn.
    form.pipe(raw);
    for await (const piece of raw as AsyncIterable<Buffer>) {
      if (handed + piece.length > length) throw changed();
      handed += piece.length;
      yield piece;
      // Asked for the next piece: this one is with the connection now.
      onProgress(Math.max(0, handed - around));
    }
    if (handed < length) throw changed();
  }

  /** Ends the request short of its announced length, so that the portal drops it. */
  function changed(): Error {
    problem = 'file.changed';
    return new Error(problem);
  }

  return {
    stream: Readable.from(counted(), { objectMode: false, highWaterMark: 1 }),
    headers: { ...form.getHeaders(), 'content-length': String(length) },
    complete: () => handed === length,
    problem: () => problem,
    dispose: () => {
      source.destroy();
      raw.destroy();
    },
  };
}

function lengthOf(form: FormData): Promise<number> {
  return new Promise((resolve, reject) => {
    form.getLength((error, length) => (error ? reject(error) : resolve(length)));
  });
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceSize) {
    yield bytes.subarray(start, start + pieceSize);
  }
}
