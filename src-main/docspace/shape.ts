import * as v from 'valibot';
import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';

/** A flag that some roles and versions do not get to see: `null` then. */
export const maybeFlag = v.nullish(v.boolean(), null);
/** A text that may be left out: `null` then. */
export const maybeText = v.nullish(v.string(), null);
export const maybeNumber = v.nullish(v.number(), null);

/**
 * Reads an answer by its schema; fields that the schema does not name are ignored.
 * Errors: `portal.brokenAnswer` when the answer does not fit.
 */
export function shaped<T>(
  schema: v.GenericSchema<unknown, T>,
  response: unknown,
): Result<T, 'portal'> {
  const parsed = v.safeParse(schema, response, { abortEarly: true });
  if (parsed.success) return ok(parsed.output);
  const field = v.getDotPath(parsed.issues[0]) ?? '';
  return fail(appError('portal.brokenAnswer', { params: { field } }));
}
