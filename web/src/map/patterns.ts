// Hatches for canvas fills: the sign of a worst class or of a hidden figure where colour is not enough.

export type Hatch = 'rising' | 'falling' | 'crossed';

const STEP_PX = 8;
/** Canvas fills take device pixels; without this a hatch on a phone is too fine to see. */
const DENSITY = globalThis.devicePixelRatio || 1;
const made = new Map<string, CanvasPattern | null>();

/** A hatch in one colour on nothing; `null` where the browser has no canvas. */
export function hatch(kind: Hatch, colour: string, width: number): CanvasPattern | null {
  const key = `${kind} ${colour} ${width}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const pattern = draw(kind, colour, width);
  made.set(key, pattern);
  return pattern;
}

function draw(kind: Hatch, colour: string, width: number): CanvasPattern | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(STEP_PX * DENSITY);
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.scale(canvas.width / STEP_PX, canvas.height / STEP_PX);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  // The corners get a stroke of their own, so that neighbouring cells join.
  for (const shift of [-STEP_PX, 0, STEP_PX]) {
    if (kind !== 'falling') line(pen, shift - 1, STEP_PX + 1, shift + STEP_PX + 1, -1);
    if (kind !== 'rising') line(pen, shift - 1, -1, shift + STEP_PX + 1, STEP_PX + 1);
  }
  pen.stroke();
  return pen.createPattern(canvas, 'repeat');
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
}
