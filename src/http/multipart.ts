import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../base/errors.ts';

/** A part of a multipart body. A file has to be read before the next part comes; what is not read is dropped. */
export type Part =
  | { readonly kind: 'field'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      /** As the client sent it: never a path to be used. */
      readonly fileName: string | undefined;
      readonly mediaType: string;
      readonly bytes: AsyncIterable<Uint8Array>;
    };

const LIMITS = {
  parts: 20,
  fields: 19,
  files: 1,
  fieldSize: 16_384,
  fieldNameSize: 100,
  headerPairs: 20,
  // The body as a whole has a limit already.
  fileSize: Number.POSITIVE_INFINITY,
};

/** Reads a multipart body out of `bytes`, which stands for the body of `request`. */
export async function* readParts(request: FastifyRequest, bytes: Readable): AsyncGenerator<Part, void> {
  // The plugin reads from `raw`; ours has the limits in it.
  const bounded: FastifyRequest = Object.create(request, {
    raw: { value: Object.assign(bytes, { headers: request.raw.headers }) },
  });
  try {
    for await (const part of bounded.parts({ limits: LIMITS })) {
      if (part.type === 'file') {
        const { fieldname: name, mimetype: mediaType, file } = part;
        // Browsers write the quotes of a name so (HTML, multipart/form-data).
        // the library's types have a name always; a form need not
        const given: string | undefined = part.filename;
        const fileName = given?.replaceAll('%22', '"');
        yield { kind: 'file', name, fileName, mediaType, bytes: inOurWords(file) };
        file.resume();
      } else yield fieldOf(part);
    }
  } catch (error) {
    throw multipartError(error);
  } finally {
    bytes.destroy();
  }
}

interface RawField {
  readonly fieldname: string;
  readonly value: unknown;
  readonly valueTruncated: boolean;
}

function fieldOf(part: RawField): Part {
  const name = part.fieldname.slice(0, LIMITS.fieldNameSize);
  if (part.fieldname.length > LIMITS.fieldNameSize) {
    throw new AppError('validation_failed', `${name}…: there is no such field`, { field: name });
  }
  if (part.valueTruncated) {
    throw new AppError(
      'validation_failed',
      `${name}: is longer than ${LIMITS.fieldSize} characters; shorten it`,
      {
        field: name,
      },
    );
  }
  // The plugin parses fields that say they are JSON; every field of ours is text.
  if (typeof part.value !== 'string') {
    throw new AppError('validation_failed', `${name}: must be sent as text`, { field: name });
  }
  return { kind: 'field', name, value: part.value };
}

async function* inOurWords(file: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* file;
  } catch (error) {
    throw multipartError(error);
  }
}

function multipartError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (/^FST_(PARTS|FIELDS|FILES)_LIMIT$/.test(code)) {
    return new AppError(
      'payload_too_large',
      `The multipart body has too many parts; send one file and at most ${LIMITS.fields} fields`,
      { cause: error },
    );
  }
  return new AppError('validation_failed', 'The multipart body is broken or cut off', {
    hint: 'Let your client build it, such as: curl -F file=@list.pdf -F title=…',
    cause: error,
  });
}
