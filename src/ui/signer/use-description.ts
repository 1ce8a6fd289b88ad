import { useEffect, useState } from "react";
import { type ErrorData, errorToData } from "../../core/errors.ts";
import type { CustomDescription } from "../../core/signers/custom-signer.ts";
import { isSameList } from "../store/selectors/derive.ts";
import { type ChosenSigner, configsOf } from "../store/state/chosen-signer.ts";

interface Described {
  readonly description: CustomDescription | null;
  readonly error: ErrorData | null;
}

const NOTHING: Described = { description: null, error: null };

/** The module that a choice runs, where it has one. */
function moduleOf({ choice, files }: ChosenSigner): { readonly file: string; readonly source: string } | null {
  for (const { config } of configsOf(choice)) {
    if (config.KIND !== "CustomSigner") continue;
    const source = config.source ?? files.get(config.file);
    if (source !== undefined) return { file: config.file, source };
  }
  return null;
}

/** The description of a user's own module; nothing while it loads, or the reason why it cannot be loaded. */
export function useDescription(
  chosen: ChosenSigner | null,
  describe: (file: string, source: string) => Promise<CustomDescription>,
): Described {
  const [last, setLast] = useState<Described & { readonly of: readonly unknown[] }>({ ...NOTHING, of: [] });
  const found = chosen === null ? null : moduleOf(chosen);
  const [file, source] = [found?.file, found?.source];
  useEffect(() => {
    if (file === undefined || source === undefined) return;
    let stale = false;
    const settle = (described: Described) => {
      if (!stale) setLast({ ...described, of: [describe, file, source] });
    };
    describe(file, source).then(
      (description) => settle({ description, error: null }),
      (thrown: unknown) => settle({ description: null, error: errorToData(thrown) }),
    );
    return () => {
      stale = true;
    };
  }, [describe, file, source]);
  return isSameList(last.of, [describe, file, source]) ? last : NOTHING;
}
