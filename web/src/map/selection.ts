// What is chosen, as a shape on the map and as a place to fly to.
import type Feature from 'ol/Feature';
import { extentOf } from './camera';
import { shapeFeatures } from './overlays';
import type { Scene, Target } from './scene';

/** The outline of what is chosen. */
export function selection(scene: Scene): Feature[] {
  if (scene.look.value.view === 'dispersal') return areaFeatures(scene, scene.area.value);
  const geometry = scene.siteShape.value;
  return geometry === null ? [] : shapeFeatures([{ type: 'Feature', geometry, properties: {} }]);
}

function areaFeatures(scene: Scene, code: string | null): Feature[] {
  return shapeFeatures(scene.areas.value.filter(({ properties }) => code !== null && properties['code'] === code));
}

/** Where to fly; `null` while the shape is not known yet. */
export function extentOfTarget(scene: Scene, target: Target): number[] | null {
  if ('spot' in target) {
    const { lon, lat } = target.spot;
    return extentOf([lon, lat, lon, lat]);
  }
  if ('site' in target) {
    const row = scene.sites.value.find(({ settlement }) => settlement.code === target.site);
    return row === undefined ? null : extentOf(row.settlement.bbox);
  }
  return areaFeatures(scene, target.area)[0]?.getGeometry()?.getExtent() ?? null;
}
