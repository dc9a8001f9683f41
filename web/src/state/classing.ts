// Where the breaks between classes lie by each method, and a histogram of all values.
import { inOrder, type Classing } from './instruments';

/** The breaks between the classes of some values; fewer than asked for where values are too few or too alike. */
export function breaksOf(values: readonly number[], { method, count, breaks }: Classing): readonly number[] {
  if (method === 'manual') return inOrder(breaks);
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || low === high) return [];
  // A break at the least value would leave a class below it that is always empty.
  const made = { jenks, quantile, equal }[method](sorted, count);
  return inOrder(made).filter((limit) => limit > low);
}

function equal(sorted: readonly number[], count: number): number[] {
  const low = sorted[0] ?? 0;
  const step = ((sorted.at(-1) ?? 0) - low) / count;
  return Array.from({ length: count - 1 }, (_, at) => low + step * (at + 1));
}

/** As many values in each class as in any other, ties aside. */
function quantile(sorted: readonly number[], count: number): number[] {
  return Array.from({ length: count - 1 }, (_, at) => sorted[Math.ceil((sorted.length * (at + 1)) / count)] ?? Infinity).filter(Number.isFinite);
}

/**
 * Natural breaks: the classes whose values differ least from their own mean, found by looking at every way to cut (Jenks 1967, by the
 * dynamic programme of Fisher 1958). A break is the least value of the class above it.
 */
function jenks(sorted: readonly number[], count: number): number[] {
  const classes = Math.min(count, new Set(sorted).size);
  const within = spread(sorted);
  // best[k][to]: the least spread of the first `to` values in k + 1 classes; from[k][to]: where the last of them begins.
  const best: number[][] = [sorted.map((_, to) => within(0, to + 1))];
  const from: number[][] = [];
  for (let k = 1; k < classes; k += 1) {
    const [row, begins] = [new Array<number>(sorted.length).fill(0), new Array<number>(sorted.length).fill(0)];
    for (let to = k; to < sorted.length; to += 1) {
      row[to] = Infinity;
      for (let start = k; start <= to; start += 1) {
        const told = (best[k - 1]?.[start - 1] ?? 0) + within(start, to + 1);
        if (told < (row[to] ?? 0)) [row[to], begins[to]] = [told, start];
      }
    }
    best.push(row);
    from.push(begins);
  }
  const limits: number[] = [];
  for (let k = classes - 2, to = sorted.length - 1; k >= 0; k -= 1) {
    const start = from[k]?.[to] ?? 0;
    limits.unshift(sorted[start] ?? 0);
    to = start - 1;
  }
  return limits;
}

/** Squared differences from the mean of the values from one place to before another. */
function spread(sorted: readonly number[]): (start: number, end: number) => number {
  // Around the middle value: sums of squares of large numbers would lose what tells them apart.
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const sums = [0];
  const squares = [0];
  for (const value of sorted) {
    sums.push((sums.at(-1) ?? 0) + (value - middle));
    squares.push((squares.at(-1) ?? 0) + (value - middle) ** 2);
  }
  return (start, end) => {
    const sum = (sums[end] ?? 0) - (sums[start] ?? 0);
    return (squares[end] ?? 0) - (squares[start] ?? 0) - sum ** 2 / (end - start);
  };
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How many values lie in each of some stretches of the same width. */
export function histogram(values: readonly number[], bins: number): readonly Bin[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0) return [];
  if (low === high) return [{ from: low, to: high, count: values.length }];
  const width = (high - low) / bins;
  const at = (value: number) => Math.min(bins - 1, Math.floor((value - low) / width));
  return Array.from({ length: bins }, (_, bin) => ({
    from: low + width * bin,
    to: low + width * (bin + 1),
    count: values.filter((value) => at(value) === bin).length,
  }));
}
