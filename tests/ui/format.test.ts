import { expect, it } from "vitest";
import { bytes } from "../../src/ui/store/text/format.ts";

it.each([
  [0, "0 B"],
  [12.76508132592135, "13 B"],
  [999.4, "999 B"],
  [1234, "1.2 KB"],
  [412_345_678, "412 MB"],
])("%d bytes are shown as %s", (size, shown) => {
  expect(bytes(size)).toBe(shown);
});
