/** A number as it is shown: whole ones in full with thousands separated, others to six digits, the very large and small with a power of ten. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return value.toLocaleString("en-US");
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) return value.toExponential(3).replace("e+", "e");
  return value.toLocaleString("en-US", { maximumSignificantDigits: 6 });
}
