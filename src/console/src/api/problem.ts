interface Body {
  code?: string;
  detail?: string;
  request_id?: string;
  errors?: Record<string, string[]>;
}

/** An answer of the admin API that is not a success (RFC 9457), or no answer at all (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly requestId: string | null = null,
    /** Messages per field of the request body, in the API's words. */
    readonly errors: Record<string, string[]> = {},
  ) {
    super(detail);
  }

  static async of(response: Response): Promise<Problem> {
    const body = (await response.json().catch(() => ({}))) as Body;
    return new Problem(
      response.status, body.code ?? 'unknown', body.detail ?? `The gateway answered ${response.status}.`,
      body.request_id ?? response.headers.get('x-request-id'), body.errors);
  }

  static unreachable(): Problem {
    return new Problem(0, 'unreachable', 'The gateway does not answer. Is it running, and can this browser reach it?');
  }
}

/** The faults of fields that an error names; none for any other error. */
export const fieldErrors = (...errors: unknown[]): Record<string, string[]> =>
  Object.assign({}, ...errors.map((error) => (error instanceof Problem ? error.errors : {})));

/** The messages of a field and of its items (grants, grants[2]); undefined when there are none. */
export function errorsUnder(errors: Record<string, string[]>, field: string): string[] | undefined {
  const messages = Object.entries(errors).filter(([name]) => name === field || name.startsWith(`${field}[`)).flatMap(([, m]) => m);
  return messages.length > 0 ? messages : undefined;
}
