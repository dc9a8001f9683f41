// Reads a feature's properties, which are whatever the tile holds, as what they should be or nothing.
import type { FeatureLike } from 'ol/Feature';

export function numberOf(feature: FeatureLike, name: string): number | null {
  const value: unknown = feature.get(name);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function textOf(feature: FeatureLike, name: string): string | null {
  const value: unknown = feature.get(name);
  return typeof value === 'string' ? value : null;
}
