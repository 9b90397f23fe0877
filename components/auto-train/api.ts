/** Why a call was refused. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

type Query = Readonly<Record<string, string | number | undefined>>;

const unreachable: Failure = { code: 'unavailable', message: 'Loam could not be reached. Is it still running?' };

/** Calls of the routes of auto-training on behalf of one person. */
export function apiOf(userId: string) {
  const urlOf = (path: string, query: Query = {}): string => {
    const given = Object.entries({ user_id: userId, ...query }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return `${path}?${new URLSearchParams(given).toString()}`;
  };
  async function call<T>(method: string, url: string, body?: object, headers: Record<string, string> = {}): Promise<Answer<T>> {
    try {
      const response = await fetch(url, {
        method,
        headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
        body: body && JSON.stringify({ user_id: userId, ...body }),
      });
      const answer = (await response.json()) as T & { error?: Failure };
      if (response.ok) return { ok: true, value: answer };
      return { ok: false, failure: answer.error ?? { code: 'internal', message: `The server answered ${response.status}.` } };
    } catch {
      return { ok: false, failure: unreachable };
    }
  }
  return {
    urlOf,
    get: <T>(path: string, query?: Query) => call<T>('GET', urlOf(path, query)),
    delete: <T>(path: string, query?: Query) => call<T>('DELETE', urlOf(path, query)),
    post: <T>(path: string, body: object, headers?: Record<string, string>) => call<T>('POST', path, body, headers),
    put: <T>(path: string, body: object) => call<T>('PUT', path, body),
    patch: <T>(path: string, body: object) => call<T>('PATCH', path, body),
  };
}
export type Api = ReturnType<typeof apiOf>;
