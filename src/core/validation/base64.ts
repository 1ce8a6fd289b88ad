import { text } from "../errors.ts";
import type { PythonArgument } from "./python-argument.ts";
import { Raised } from "./raised.ts";

/** `base64.decodebytes(bytes(value, "utf8"))`: whatever is not a letter of the alphabet is passed over. Source: `Modules/binascii.c`. */
export function checkBase64(value: PythonArgument): void {
  if (typeof value !== "string") throw new Raised("TypeError", text`encoding without a string argument`);
  const pads = value.replace(/[^=]/g, "").length;
  const letters = value.replace(/[^A-Za-z0-9+/]/g, "").length;
  const rest = letters % 4;
  if (rest === 1)
    throw new Raised(
      "binascii.Error",
      text`Invalid base64-encoded string: number of data characters (${String(letters)}) cannot be 1 more than a multiple of 4`,
    );
  if (rest > 0 && pads < 4 - rest) throw new Raised("binascii.Error", text`Incorrect padding`);
}
