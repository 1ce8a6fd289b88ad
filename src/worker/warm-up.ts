import { sourceFromBlob } from "../core/bytes/byte-source.ts";
import type { PartPool } from "../core/readers/part-pool.ts";
import { readSide, signSides } from "../core/sign.ts";
import { DEFAULT_CHOICE, signerFromChoice } from "../core/signers/choice.ts";

const HEADER = "whole,negative,long,decimal,exponent,flag,gap,text,quoted,date\n";
/** Cells of every kind that most files have, so that every way through the kernel is taken. */
const ROWS = `17,-3,1234567890123456789,0.25,1.5e-3,True,,alpha,"b, ""c""",2024-01-31
204,-57,-987654321,-12.75,2E8,False,nan,é and ü,"d",2024-02-29
9,-1000,5,3.14159265358979,-7e1,True,NULL,Tango,"",1999-12-31
`;
const REPEATS = 9_000;
/** As many parts as give every thread one; small, since threads need not be warm for long. */
const PART_BYTES = 1 << 18;

/**
 * Reads and signs two megabytes of made-up rows, in parts, so that the first file finds every function on its way compiled, and the kernel by the
 * second compiler: without it a file of 100 MB is nearly over before that has been. Takes some 20 ms; rejects with the signal's reason.
 */
export async function warmUp(pool: PartPool, signal: AbortSignal): Promise<void> {
  const rows = sourceFromBlob(new Blob([HEADER, ROWS.repeat(REPEATS)]), "warm-up.csv");
  const inputs = await readSide([rows], { options: new Map() }, { pages: "all", pool: { ...pool, partBytes: PART_BYTES }, signal });
  signSides({ inputs }, signerFromChoice(DEFAULT_CHOICE));
}
