/** The few figures that the bench makes of its measurements. Of no values at all each of them is NaN. */

/** The value in the middle; of an even number of values the mean of the two. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this share of the values lies, 0 to 1, straight between the two that are nearest. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Median distance from the median: half of the values lie within it. Unlike a deviation it forgives outliers. */
export function spread(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}

/**
 * How a cost grows with size: 0 not at all, 1 in proportion, 2 with the square. It is the slope of the straight line that
 * fits the logarithms of both best (least squares).
 * @param points pairs of size and cost, both above 0; at least two sizes
 */
export function growthExponent(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const meanX = mean(logs.map(([x]) => x));
  const meanY = mean(logs.map(([, y]) => y));
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return above / below;
}

/** The longest stretch of time, in the unit of `lengths`, in which every moment is marked. */
export function longestRun(lengths: readonly number[], marked: readonly boolean[]): number {
  let longest = 0;
  let run = 0;
  for (const [index, length] of lengths.entries()) {
    run = marked[index] ? run + length : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
