// Your own signer: it gets what Signet counted in your files and returns the signature.
// It runs in an interpreter without network, files or page. The import gives it `defineSigner` and `z` (zod), and your editor their types.
import { defineSigner, z } from "@signet-mlflow/signet/signer";

export default defineSigner({
  kind: "MySigner",

  // The settings. The page shows them as a form, and a config that does not match is refused before `sign` runs.
  config: z.strictObject({
    text: z.array(z.string()).default([]).describe("Columns to declare as string, such as identifiers."),
    optional: z.array(z.string()).default([]).describe("Columns that a request may leave out."),
  }),

  // `inputs` and `outputs` have `schema`, the result of InferSigner, and `columns`, what was counted. A side without a file is null.
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
