import { sourceFromBlob } from "../core/bytes/byte-source.ts";
import type { PartPool } from "../core/readers/part-pool.ts";
import { readSide, signSides } from "../core/sign.ts";
import { DEFAULT_CHOICE, signerFromChoice } from "../core/signers/choice.ts";

const NAMES = ["whole", "negative", "long", "decimal", "exponent", "flag", "gap", "text", "quoted", "date"];
/** Cells of every kind that most files have, so that every way through the kernel is taken. */
const ROWS = [
  '17,-3,1234567890123456789,0.25,1.5e-3,True,,alpha,"b, ""c""",2024-01-31',
  '204,-57,-987654321,-12.75,2E8,False,nan,é and ü,"d",2024-02-29',
  '9,-1000,5,3.14159265358979,-7e1,True,NULL,Tango,"",1999-12-31',
];

/** A made-up table of so many times the columns of {@link ROWS}, and of so many times its rows. */
function table(width: number, repeats: number): Blob {
  const header = Array.from({ length: width }, (_, index) => NAMES.map((name) => `${name}${index}`).join(",")).join(",");
  const rows = ROWS.map((row) => `${Array.from({ length: width }, () => row).join(",")}\n`).join("");
  return new Blob([`${header}\n`, rows.repeat(repeats)]);
}

/** Many rows have the kernel compiled by the second compiler, many columns all that is done a column. */
const TABLES = [
  { width: 1, repeats: 9_000, rounds: 1 },
  { width: 60, repeats: 40, rounds: 4 },
];
/** As many parts as give every thread one; small, since threads need not be warm for long. */
const PART_BYTES = 1 << 18;

/**
 * Reads and signs made-up tables, in parts, so that the first file finds every function on its way compiled: without it a file of 100 MB is
 * nearly over before that has been. Takes some 0.2 s of processors; rejects with the signal's reason.
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
