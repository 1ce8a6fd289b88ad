import { answerRecorded } from "./recorded-answer.ts";
import { CASE_FILES, casesOf, goldenFolder } from "./recorded-cases.ts";

/** Answers one case; whether as the reference does, or as openly as when it was recorded. */
export type AskedCase = () => Promise<boolean>;

/** Every case that has the reference's answer. `root`: of the repository. */
export function askedCases(root: string): readonly AskedCase[] {
  return CASE_FILES.flatMap((file) =>
    casesOf(file, root).map((one) => async () => {
      const { expected, found } = await answerRecorded(one, goldenFolder(root), file.choice);
      return expected === found;
    }),
  );
}
