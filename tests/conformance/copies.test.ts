import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));
const shared = join(here, "..", "..", "..", "shared");
const isThere = existsSync(shared);

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );

const pairs: readonly (readonly [string, string])[] = isThere
  ? [
      ...["oracle.py", "cases.py", "compare.py", "requirements.txt"].map(
        (name) => [join(shared, "oracle", name), join(here, name)] as const,
      ),
      [join(shared, "oracle", "versions", "oracle_versions.py"), join(here, "oracle_versions.py")] as const,
      ...readdirSync(join(here, "environments")).map(
        (name) => [join(shared, "oracle", "versions", "requirements", name), join(here, "environments", name)] as const,
      ),
      ...filesUnder(join(shared, "golden")).map((path) => [path, path.replace(join(shared, "golden"), join(here, "golden"))] as const),
    ]
  : [];

it.runIf(isThere)("holds the same reference and golden cases as the shared folder", () => {
  const different = pairs
    .filter(([original, copy]) => !existsSync(copy) || !readFileSync(original).equals(readFileSync(copy)))
    .map(([original]) => original);
  expect(different).toEqual([]);
  expect(pairs.length).toBeGreaterThan(400);
});
