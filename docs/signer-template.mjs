// A signer of your own. Signet gives it what was counted in your files, and takes the signature that it returns.
// It runs in an interpreter without network, files or page. `defineSigner` and `z` (zod) are given to it; this import tells an editor their types.
import { defineSigner, z } from "@signet-mlflow/signet/signer";

export default defineSigner({
  kind: "MySigner",

  // What can be configured: the page makes a form of it, and a config that does not fit is refused before `sign` runs.
  config: z.strictObject({
    text: z.array(z.string()).default([]).describe("Columns to declare as string, such as identifiers."),
    optional: z.array(z.string()).default([]).describe("Columns that need not be there."),
  }),

  // `inputs` and `outputs` have `schema`, what InferSigner gives, and `columns`, what was counted; a side without a file is null.
  sign({ inputs, outputs, params, config }) {
    const change = (column) => ({
      ...column,
      ...(config.text.includes(column.name) ? { type: "string" } : {}),
      ...(config.optional.includes(column.name) ? { required: false } : {}),
    });
    return {
      inputs: inputs?.schema?.map(change),
      outputs: outputs?.schema,
      params: params?.schema,
      problems: config.text
        .filter((name) => inputs !== null && !inputs.columns.some((column) => column.name === name))
        .map((name) => ({ severity: "warns", side: "inputs", columns: [name], message: `There is no column ${name} to declare as string.` })),
    };
  },
});
