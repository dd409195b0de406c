/** The middle value; `NaN` of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that at least the share `q` of all values does not exceed. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const RESAMPLES = 10_000;

/** The 95 % interval of the mean, by the percentile bootstrap. */
export function bootstrap(values: readonly number[]): { low: number; high: number } {
  const draw = () => values[Math.floor(Math.random() * values.length)] ?? Number.NaN;
  const means = Array.from({ length: RESAMPLES }, () => mean(values.map(draw)));
  return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
}
