// The map with its buttons, its tip and its notes; everything on it can also be had from the tables.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { mount, type City } from './city';
import type { Scene, Told } from './scene';

interface Props {
  readonly scene: Scene;
  readonly told: Told;
}

export default function MapView({ scene, told }: Props) {
  const target = useRef<HTMLDivElement>(null);
  const city = useSignal<City | null>(null);
  const words = scene.words.value;

  useEffect(() => {
    if (target.current === null) return;
    const mounted = mount(target.current, scene, told);
    city.value = mounted;
    told.mounted(mounted);
    return () => {
      told.mounted(null);
      mounted.close();
    };
  }, [scene, told]);

  return (
    <>
      <div
        class="map-target"
        id="map"
        ref={target}
        tabIndex={0}
        role="application"
        aria-label={words.say(`map-label-${scene.look.value.view}`)}
        aria-describedby="map-help"
      />
      <p class="unseen" id="map-help">
        {words.say('map-help')}
      </p>
      {city.value && <Buttons city={city.value} scene={scene} />}
      {city.value && <TipBox city={city.value} />}
      {scene.basemap.value?.attribution && (
        <p class="map-credit">{words.say('map-credit', { whose: scene.basemap.value.attribution })}</p>
      )}
      {city.value?.tilesFailed.value && (
        <p class="map-note" role="alert">
          {words.say('failed-tiles')}{' '}
          <button type="button" class="link" onClick={() => city.value?.retryTiles()}>
            {words.say('retry')}
          </button>
        </p>
      )}
    </>
  );
}

function Buttons({ city, scene }: { readonly city: City; readonly scene: Scene }) {
  const words = scene.words.value;
  const buttons = [
    { name: words.say('map-zoom-in'), sign: 'M3 8h10M8 3v10', press: () => city.zoomBy(1) },
    { name: words.say('map-zoom-out'), sign: 'M3 8h10', press: () => city.zoomBy(-1) },
    { name: words.say('map-whole'), sign: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4', press: city.showWhole },
  ];
  return (
    <div class="map-buttons">
      {buttons.map(({ name, sign, press }) => (
        <button key={name} type="button" aria-label={name} title={name} onClick={press}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d={sign} />
          </svg>
        </button>
      ))}
    </div>
  );
}

function TipBox({ city }: { readonly city: City }) {
  const tip = city.tip.value;
  if (tip === null) return null;
  return (
    <div class="map-tip" style={{ left: `${tip.x}px`, top: `${tip.y}px` }} aria-hidden="true">
      {tip.text}
    </div>
  );
}
