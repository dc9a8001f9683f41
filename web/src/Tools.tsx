// The instruments of the map: ties the open one to the map and to what it has to ask.
import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Sight } from './map/scene';
import { CompareTool } from './CompareTool';
import { ClassesPanel } from './panels/ClassesPanel';
import { DayPanel } from './panels/DayPanel';
import { HerePanel } from './panels/HerePanel';
import { MeasurePanel } from './panels/MeasurePanel';
import { TakePanel } from './panels/TakePanel';
import { ToolsFrame } from './panels/ToolsFrame';
import * as app from './state/app';
import { untold, valuesOf } from './state/breaks';
import { flight } from './state/choose';
import { histogram } from './state/classing';
import type { Spot, Tool } from './state/instruments';
import { classed, corners, isRing, pointed, tool, turn } from './state/marks';
import { adjust, go, place, words } from './state/place';
import * as tools from './state/tools';
import './text/desk';

/** Bars of the histogram. */
const BARS = 24;

const typed = signal('');

/** Each view has those that it can answer. */
const offered = computed<readonly Tool[]>(() => (app.view.value === 'dispersal' ? ['here', 'measure', 'classes', 'compare', 'take'] : ['here', 'measure', 'day', 'take']));

export function Tools({ sight }: { readonly sight: Sight | null }) {
  useEffect(tools.start, []);
  const open = tool.value;
  if (open === null) return null;
  const shown = offered.value.includes(open) ? open : 'here';
  return (
    <ToolsFrame words={words.value} tool={shown} tools={offered.value} onTool={(next) => turn({ tool: next })} onClose={() => turn({ tool: null })}>
      {shown === 'here' && <HereTool sight={sight} />}
      {shown === 'measure' && <MeasureTool sight={sight} />}
      {shown === 'day' && <DayTool />}
      {shown === 'classes' && <ClassesTool />}
      {shown === 'compare' && <CompareTool />}
      {shown === 'take' && <TakeTool sight={sight} />}
    </ToolsFrame>
  );
}

interface Props {
  readonly sight: Sight | null;
}

function HereTool({ sight }: Props) {
  const name = (spot: Spot) => {
    pointed(spot);
    flight.value = { spot };
  };
  return (
    <HerePanel
      words={words.value}
      typed={typed.value}
      found={tools.find(typed.value)}
      at={place.value.instruments.at}
      answer={tools.here.now.value}
      dark={app.dark.value}
      onTyped={(text) => (typed.value = text)}
      onSpot={name}
      onMiddle={() => sight !== null && pointed(sight.middle())}
      onRetry={tools.here.retry}
    />
  );
}

function MeasureTool({ sight }: Props) {
  return (
    <MeasurePanel
      words={words.value}
      corners={corners.value.length}
      isRing={isRing.value}
      around_m={tools.around.value}
      area_m2={tools.measured.value}
      onRing={(ring) => (isRing.value = ring)}
      onMiddle={() => sight !== null && pointed(sight.middle())}
      onBack={() => (corners.value = corners.value.slice(0, -1))}
      onClear={() => (corners.value = [])}
    />
  );
}

function DayTool() {
  return (
    <DayPanel
      words={words.value}
      days={tools.days.now.value}
      day={app.day.value}
      today={new Date().toISOString().slice(0, 10)}
      onDay={(day) => turn({ day })}
      onSlide={(day) => adjust({ instruments: { ...place.peek().instruments, day } })}
      onRetry={tools.days.retry}
    />
  );
}

function ClassesTool() {
  const { classing } = place.value.instruments;
  const values = classing === null ? [] : valuesOf(classing.figure);
  return (
    <ClassesPanel
      words={words.value}
      classing={classing}
      breaks={classed.value?.breaks ?? []}
      bins={histogram(values, BARS)}
      untold={classing === null ? 0 : untold(classing.figure)}
      isComing={app.dispersal.now.value.is === 'loading'}
      onClassing={(next) => go({ instruments: { ...place.peek().instruments, classing: next } })}
    />
  );
}

function TakeTool({ sight }: Props) {
  const left = [...(app.day.value !== null && app.view.value === 'priorities' ? (['day'] as const) : []), ...(classed.value !== null && app.view.value === 'dispersal' ? (['classes'] as const) : [])];
  return (
    <TakePanel
      words={words.value}
      taking={tools.taking.value}
      left={left}
      hasLayers={app.on.value.length > 0 && sight !== null}
      onTake={(wanted) => sight !== null && void tools.takeAlong({ ...wanted, bbox: sight.bbox() })}
    />
  );
}
