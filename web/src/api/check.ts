// Checks an answer of the server against the shape the page relies on, and so gives it its type.

/** Returns the value as `T`, or throws saying where it is something else. */
export type Check<T> = (value: unknown, at: string) => T;

/** The type a check lets through. */
export type Checked<C> = C extends Check<infer T> ? T : never;

/** The server answered, but not what the contract says. */
export class UnexpectedAnswer extends Error {
  constructor(at: string, expected: string) {
    super(`${at} is not ${expected}`);
    this.name = 'UnexpectedAnswer';
  }
}

export const text: Check<string> = (value, at) => {
  if (typeof value !== 'string') throw new UnexpectedAnswer(at, 'a text');
  return value;
};

export const number: Check<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new UnexpectedAnswer(at, 'a finite number');
  return value;
};

/** An answer without a body. */
export const nothing: Check<null> = () => null;

export const truth: Check<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new UnexpectedAnswer(at, 'true or false');
  return value;
};

/** One of a few words. */
export function oneOf<const W extends string>(...words: readonly W[]): Check<W> {
  return (value, at) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw new UnexpectedAnswer(at, `one of ${words.join(', ')}`);
    return found;
  };
}

/** `null` stays `null`; a field that is left out counts as `null` too. */
export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, at) => (value === null || value === undefined ? null : check(value, at));
}

export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new UnexpectedAnswer(at, 'a list');
    return value.map((item: unknown, index) => check(item, `${at}[${index}]`));
  };
}

type Fields = Record<string, Check<unknown>>;
type Shape<F extends Fields> = { readonly [K in keyof F]: Checked<F[K]> };

/** An object with these fields; further ones are ignored. */
export function object<F extends Fields>(fields: F): Check<Shape<F>> {
  return (value, at) => {
    const given = record(value, at);
    const entries = Object.entries(fields).map(([name, check]) => [name, check(given[name], `${at}.${name}`)]);
    return Object.fromEntries(entries) as Shape<F>;
  };
}

/** An object with any fields. */
export const record: Check<Record<string, unknown>> = (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnexpectedAnswer(at, 'an object');
  return value as Record<string, unknown>;
};

/** An object whose field `tag` says which of several shapes it has. */
export function tagged<S extends Record<string, Check<unknown>>>(tag: string, shapes: S): Check<Checked<S[keyof S]>> {
  return (value, at) => {
    const kind = record(value, at)[tag];
    const shape = typeof kind === 'string' ? shapes[kind] : undefined;
    if (shape === undefined) throw new UnexpectedAnswer(`${at}.${tag}`, `one of ${Object.keys(shapes).join(', ')}`);
    return shape(value, at) as Checked<S[keyof S]>;
  };
}

/** Exactly four numbers: west, south, east, north. */
export const bbox: Check<Bbox> = (value, at) => {
  const [west, south, east, north, more] = list(number)(value, at);
  if (west === undefined || south === undefined || east === undefined || north === undefined || more !== undefined)
    throw new UnexpectedAnswer(at, 'four numbers');
  return [west, south, east, north];
};

/** West, south, east, north, in degrees. */
export type Bbox = readonly [number, number, number, number];

/** Longitude and latitude, in degrees. */
export const position: Check<readonly [number, number]> = (value, at) => {
  const [lon, lat] = list(number)(value, at);
  if (lon === undefined || lat === undefined) throw new UnexpectedAnswer(at, 'a longitude and a latitude');
  return [lon, lat];
};
