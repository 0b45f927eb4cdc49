import type { Failure, Place } from '../model/failure.ts';

/** A mistake in configuration. */
export function problem(
  code: string,
  message: string,
  { place, fix }: { readonly place?: Place | undefined; readonly fix?: string | undefined } = {},
): Failure {
  return { category: 'usage', code, message, ...(place === undefined ? {} : { place }), ...(fix === undefined ? {} : { fix }) };
}
