// The screen on which a settlement is walked around or drawn: ties the panel to the device and to the map.
import { useEffect } from 'preact/hooks';
import { cornerInTheMiddle, FieldMap } from './FieldMap';
import { VisitOutline } from './panels/VisitOutline';
import type { Draft } from './state/draft';
import { words } from './state/place';
import * as walking from './state/walking';

export function FieldOutline({ draft }: { readonly draft: Draft }) {
  // Whoever leaves the screen walks no further: a line across the settlement would be its outline.
  useEffect(() => walking.pause, []);
  return (
    <VisitOutline
      words={words.value}
      draft={draft}
      gps={walking.gps.value}
      chosen={walking.chosen.value}
      canUndo={walking.canUndo.value}
      map={<FieldMap />}
      onWalk={walking.goOn}
      onPause={walking.pause}
      onPoint={walking.setPoint}
      onBackOne={walking.backOne}
      onRule={walking.useRule}
      onClose={walking.close}
      onDraw={walking.draw}
      onCorner={cornerInTheMiddle}
      onChoose={walking.choose}
      onTakeOut={walking.takeOut}
      onUndo={walking.undo}
      onLeave={walking.leave}
    />
  );
}
