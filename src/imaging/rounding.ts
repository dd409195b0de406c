/** To the nearest integer, halves to the even one, as OpenCV, NumPy and Python round. */
export function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** What does not fit into a byte becomes its lowest or highest value. */
export function clampByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
