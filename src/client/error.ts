/** What a body may say of itself: anything, until it is looked at. */
interface Said {
  readonly message?: unknown;
  readonly error?: unknown;
  readonly code?: unknown;
  readonly requestId?: unknown;
}

/** What the server refused, in its own words. */
export class LotlineError extends Error {
  override readonly name = 'LotlineError';
  readonly status: number;
  /** Stable, such as `validation_failed`; `http_<status>` when somebody before the server answered. */
  readonly code: string;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** The whole body, as JSON when it is. */
  readonly body: unknown;
  /** When to come again, in ms, where the server says so (429, 503). */
  readonly retryAfterMs: number | undefined;

  constructor(response: Response, body: unknown) {
    const said: Said = typeof body === 'object' && body !== null ? body : {};
    const text = [said.message, said.error].find((value) => typeof value === 'string' && value !== '');
    super(typeof text === 'string' ? text : `the server answered ${response.status}`);
    this.status = response.status;
    this.code = typeof said.code === 'string' ? said.code : `http_${response.status}`;
    this.requestId =
      typeof said.requestId === 'string'
        ? said.requestId
        : (response.headers.get('x-request-id') ?? undefined);
    this.body = body;
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    this.retryAfterMs = Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : undefined;
  }

  /** Reads the body of a refusal. */
  static async of(response: Response): Promise<LotlineError> {
    const text = await response.text().catch(() => '');
    try {
      return new LotlineError(response, JSON.parse(text));
    } catch {
      return new LotlineError(response, text);
    }
  }
}
