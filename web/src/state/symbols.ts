// How lines and points are drawn, on the map and in the legend alike: each kind has its own dash or its own shape.

export interface LineSymbol {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  /** A wider line beneath, as under a railway. */
  readonly casing: string | null;
}

export type PointShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';

export interface PointSymbol {
  readonly colour: string;
  readonly shape: PointShape;
}

const LINES: Record<string, LineSymbol> = {
  railway: { colour: '#ffffff', width: 2, dash: [7, 7], casing: '#2b2f36' },
  motorway: { colour: '#c9a227', width: 4, dash: [], casing: '#6e5608' },
  main_road: { colour: '#9c8a5a', width: 2.5, dash: [], casing: null },
  hv_line: { colour: '#8a5cc4', width: 1.8, dash: [10, 4, 2, 4], casing: null },
  gas_pipeline: { colour: '#1d7f6d', width: 2, dash: [2, 4], casing: null },
};
const OTHER_LINE: LineSymbol = { colour: '#6b7280', width: 2, dash: [4, 4], casing: null };

export function lineSymbol(kind: string): LineSymbol {
  return LINES[kind] ?? OTHER_LINE;
}

const POINTS: Record<string, PointSymbol> = {
  hydrant: { colour: '#c42b1c', shape: 'diamond' },
  water_point: { colour: '#1668b3', shape: 'circle' },
  waste_dump: { colour: '#70522b', shape: 'triangle' },
  health_centre: { colour: '#1b7a3d', shape: 'cross' },
};
const OTHER_POINT: PointSymbol = { colour: '#6b7280', shape: 'square' };

export function pointSymbol(kind: string): PointSymbol {
  return POINTS[kind] ?? OTHER_POINT;
}
