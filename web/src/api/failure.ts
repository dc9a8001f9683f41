// What goes wrong with a question, as the page tells it.
import { problemAnswer, type RowsReport } from './common';

/** Why a question got no usable answer. */
export type Failure =
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string; readonly requestId: string | null; readonly word?: string; readonly report?: RowsReport }
  | { readonly kind: 'unexpected'; readonly message: string };

export class ApiError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind === 'offline' ? 'the server does not answer' : failure.message);
    this.name = 'ApiError';
  }
}

/** What the server says of its refusal. */
export function refusal(status: number, body: unknown): ApiError {
  try {
    const problem = problemAnswer(body, 'problem');
    const message = problem.detail ?? problem.title;
    const word = problem.type?.split('#')[1];
    return new ApiError({ kind: 'refused', status, message, requestId: problem.request_id, ...(word === undefined ? {} : { word }), ...(problem.report === null ? {} : { report: problem.report }) });
  } catch {
    return new ApiError({ kind: 'refused', status, message: `HTTP ${status}`, requestId: null });
  }
}
