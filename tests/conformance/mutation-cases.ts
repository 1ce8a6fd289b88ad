import { join } from "node:path";
import { answerRecorded } from "./recorded-answer.ts";
import { CHOSEN_FILE, casesOf, goldenFolder, SCHEMA_FILES, VERDICT_FILES } from "./recorded-cases.ts";

/** Answers one case; whether as the reference does, or as openly as when it was recorded. */
export type AskedCase = () => Promise<boolean>;

/** Every case that has the reference's answer. `root`: of the repository. */
export function askedCases(root: string): readonly AskedCase[] {
  return [...SCHEMA_FILES, ...VERDICT_FILES, CHOSEN_FILE].flatMap((file) => {
    const folder = file === CHOSEN_FILE ? join(root, "tests", "fixtures") : goldenFolder(root);
    return casesOf(file, root).map((one) => async () => {
      const { expected, found, isUndecided } = await answerRecorded(one, folder, file.choice);
      return expected === found || (one.get("undecided") === true && isUndecided);
    });
  });
}
