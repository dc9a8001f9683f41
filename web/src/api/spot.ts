// A place in degrees.

export interface Spot {
  readonly lat: number;
  readonly lon: number;
}
