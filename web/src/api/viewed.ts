// The role as which somebody looks around: every question but those about one's own session is asked as that role.

/** The role as which somebody looks around. */
let viewedAs: string | null = null;

/** From now on every question is asked as this role would ask it; one's own session stays one's own. */
export function lookAs(role: string | null): void {
  viewedAs = role;
}

/** Whether somebody looks around as another role. */
export function isViewed(): boolean {
  return viewedAs !== null;
}

/** The same question, as that role would ask it. */
export function asViewed(path: string, how: RequestInit): RequestInit {
  const isOwn = path.startsWith('/api/session') && (how.method ?? 'GET') !== 'GET';
  return viewedAs === null || isOwn ? how : { ...how, headers: { ...headersOf(how), 'x-view-as': viewedAs } };
}

function headersOf({ headers }: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(headers).entries());
}
