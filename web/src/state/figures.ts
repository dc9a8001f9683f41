// The numbers in a file of weights: found where they stand, changed there, so that notes and order stay as somebody wrote them.

/** A number of the file. */
export interface Figure {
  /** Section it stands in, such as `areal.flood`; blank before the first. */
  readonly section: string;
  /** Its name: `rho`, `v`, `w` … */
  readonly name: string;
  /** The question it is of, in a list of questions, and the name of that list. */
  readonly question: string | null;
  readonly list: string | null;
  /** Its place among the numbers of one name. */
  readonly at: number | null;
  readonly text: string;
  readonly from: number;
}

const NUMBER = /-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Every number of the file that stands as the default file writes them, in its order. */
export function figuresOf(file: string): readonly Figure[] {
  const found: Figure[] = [];
  let [section, list, from] = ['', '', 0];
  for (const line of file.split('\n')) {
    const said = withoutNote(line);
    const head = /^\s*\[\s*([\w.]+)\s*\]\s*$/.exec(said)?.[1];
    if (head !== undefined) section = head;
    list = /^\s*(\w+)\s*=\s*\[\s*$/.exec(said)?.[1] ?? list;
    const question = /\{\s*k\s*=\s*"(\w+)"/.exec(said)?.[1] ?? null;
    if (head === undefined) {
      const pairs = question === null ? /^\s*(\w+)\s*=\s*(.+)$/g : /\b(w|good|bad)\s*=\s*([^,}]+)/g;
      for (const pair of said.matchAll(pairs)) found.push(...numbersOf(pair, { section, question, list: question === null ? null : list }, from));
    }
    from += line.length + 1;
  }
  return found;
}

function numbersOf(pair: RegExpExecArray, where: Pick<Figure, 'section' | 'question' | 'list'>, lineFrom: number): Figure[] {
  const [whole, name = '', value = ''] = pair;
  if (value.includes('"')) return [];
  const valueFrom = lineFrom + pair.index + whole.length - value.length;
  const isList = value.trimStart().startsWith('[');
  return [...value.matchAll(NUMBER)].map((number, at) => ({ ...where, name, at: isList ? at : null, text: number[0], from: valueFrom + number.index }));
}

/** A line without what stands behind a `#` that is in no quotes. */
function withoutNote(line: string): string {
  const quoted = /"[^"]*"/g;
  const blank = line.replace(quoted, (text) => 'x'.repeat(text.length));
  const at = blank.indexOf('#');
  return at < 0 ? line : line.slice(0, at);
}

/** The file with another number in a place. */
export function withFigure(file: string, figure: Figure, text: string): string {
  return file.slice(0, figure.from) + text + file.slice(figure.from + figure.text.length);
}

/** Whether letters are a number that the file can hold. */
export function isFigure(text: string): boolean {
  return /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text);
}

/** What names a number in both of two files. */
export function keyOf({ section, list, question, name, at }: Figure): string {
  return [section, list, question, name, at].filter((part) => part !== null && part !== '').join('.');
}

/** The weights of a list of questions, which have to make 1. */
export function weightsOf(figures: readonly Figure[], section: string, list: string): readonly Figure[] {
  return figures.filter((one) => one.section === section && one.list === list && one.name === 'w');
}

export function sumOf(weights: readonly Figure[]): number {
  return Math.round(weights.reduce((sum, { text }) => sum + Number(text), 0) * 1e6) / 1e6;
}

/** The file with the weights of a list brought to 1: those that differ from the other file stay, and the others share what is left. */
export function evened(file: string, before: string, section: string, list: string): string {
  const weights = weightsOf(figuresOf(file), section, list);
  const known = new Map(figuresOf(before).map((one) => [keyOf(one), Number(one.text)]));
  const isHeld = (one: Figure) => known.get(keyOf(one)) !== Number(one.text);
  const heldSum = sumOf(weights.filter(isHeld));
  const others = weights.filter((one) => !isHeld(one));
  const free = others.length > 0 && heldSum < 1 ? others : weights;
  const left = free === weights ? 1 : 1 - heldSum;
  const sum = sumOf(free);
  const shares = free.map((one) => Math.round(1000 * (sum === 0 ? left / free.length : (Number(one.text) / sum) * left)));
  // What rounding left over goes to the greatest, where it weighs least.
  const greatest = shares.indexOf(Math.max(...shares));
  const rest = Math.round(left * 1000) - shares.reduce((all, one) => all + one, 0);
  const brought = shares.map((share, at) => (share + (at === greatest ? rest : 0)) / 1000);
  return free.reduceRight((text, one, at) => withFigure(text, one, String(brought[at])), file);
}
