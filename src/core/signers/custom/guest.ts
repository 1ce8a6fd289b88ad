import { defineSigner, type SignerDefinition, z } from "./define-signer.ts";

/** What stands inside the interpreter before a user's module is loaded: what the module is given, and how the host asks it. */

export { defineSigner, z };

// Taken before the user's code can change them.
const { parse, stringify } = JSON;
Object.assign(globalThis, { defineSigner, z });

const NOTHING = z.strictObject({});

function definitionOf(exported: unknown): SignerDefinition {
  // Checked part by part below; the module may export anything.
  const { kind, sign } = (exported ?? {}) as Partial<SignerDefinition>;
  if (typeof kind !== "string" || typeof sign !== "function")
    throw new TypeError("The module's default export is no signer: write export default defineSigner({ kind, sign }).");
  return exported as SignerDefinition;
}

/** The signer's name and its config's JSON Schema, as JSON. */
export function describe(exported: unknown): string {
  const { kind, config = NOTHING } = definitionOf(exported);
  return stringify({ kind, config: z.toJSONSchema(config, { io: "input", unrepresentable: "any" }) });
}

/** Runs the signer on arguments given as JSON; resolves to its answer, or to what is wrong with the config, as JSON. */
export async function run(exported: unknown, json: string): Promise<string> {
  const { config = NOTHING, sign } = definitionOf(exported);
  const args = parse(json);
  const checked = config.safeParse(args.config);
  if (!checked.success) {
    const issues = checked.error.issues.map(({ path, message }) => ({ path: path.map(String), message }));
    return stringify({ kind: "config", issues });
  }
  const answer = await sign({ ...args, config: checked.data });
  return stringify({ kind: "answer", answer: answer ?? null });
}
