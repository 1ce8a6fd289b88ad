import { sourceFromBlob } from "../core/bytes/byte-source.ts";
import type { PartPool } from "../core/readers/part-pool.ts";
import { readSide, signSides } from "../core/sign.ts";
import { DEFAULT_CHOICE, signerFromChoice } from "../core/signers/choice.ts";

const NAMES = ["whole", "negative", "long", "decimal", "exponent", "flag", "gap", "text", "quoted", "date"];
/** Cells of the usual kinds, so that every path through the kernel runs. */
const ROWS = [
  '17,-3,1234567890123456789,0.25,1.5e-3,True,,alpha,"b, ""c""",2024-01-31',
  '204,-57,-987654321,-12.75,2E8,False,nan,é and ü,"d",2024-02-29',
  '9,-1000,5,3.14159265358979,-7e1,True,NULL,Tango,"",1999-12-31',
];

/** A table with so many times the columns and rows of {@link ROWS}. */
function table(width: number, repeats: number): Blob {
  const header = Array.from({ length: width }, (_, index) => NAMES.map((name) => `${name}${index}`).join(",")).join(",");
  const rows = ROWS.map((row) => `${Array.from({ length: width }, () => row).join(",")}\n`).join("");
  return new Blob([`${header}\n`, rows.repeat(repeats)]);
}

/** Many rows make the optimizing compiler compile the kernel, many columns what runs once per column. */
const TABLES = [
  { width: 1, repeats: 9_000, rounds: 1 },
  { width: 60, repeats: 40, rounds: 4 },
];
/** Enough parts for every thread; small, since a short task warms a thread. */
const PART_BYTES = 1 << 18;

/**
 * Reads and signs made-up tables in parts, so that all functions are compiled before the first file: else a file of 100 MB is nearly read
 * before they are. Takes some 0.2 s of processor time; rejects with the signal's reason.
 */
export async function warmUp(pool: PartPool, signal: AbortSignal): Promise<void> {
  const signer = signerFromChoice(DEFAULT_CHOICE);
  for (const { width, repeats, rounds } of TABLES) {
    const source = sourceFromBlob(table(width, repeats), "warm-up.csv");
    for (let round = 0; round < rounds; round++) {
      const inputs = await readSide([source], { options: new Map() }, { pages: "all", pool: { ...pool, partBytes: PART_BYTES }, signal });
      signSides({ inputs }, signer);
    }
  }
}
