import { defined } from "../defined.ts";
import { SignetError, type Text, text } from "../errors.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import type { Schema } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { jsonLoads } from "../python/json-loads.ts";
import { checkedAnswer } from "./custom/answer.ts";
import { argumentsView, inferredSides } from "./custom/evidence-view.ts";
import type { Interpreter, UserModule } from "./custom/interpreter.ts";
import { type DataSide, type Problem, type SideResult, Signer, type SignInput, type SigningResult } from "./signer.ts";
import { strategy } from "./strategy.ts";
import { z } from "./zod.ts";

export const CUSTOM_CONFIG = z
  .strictObject({
    KIND: z.literal("CustomSigner"),
    file: z.string().min(1).default("signer.mjs").describe("The module's file name; the command reads it from the config's folder."),
    source: z.string().optional().describe("The module's text. Without it, the file must be in the config's folder."),
    config: z.record(z.string(), z.json()).default({}).describe("The signer's own config, checked by the schema that its module declares."),
  })
  .meta({ title: "CustomSigner", description: "A module of one's own, run in an interpreter that has neither network nor page." });

export type CustomConfig = z.infer<typeof CUSTOM_CONFIG>;

/** A custom signer's name, and its config's JSON Schema, to make a form of. */
export interface CustomDescription {
  readonly kind: string;
  readonly config: z.core.JSONSchema.JSONSchema;
}

const DESCRIPTION = z.object({ kind: z.string(), config: z.record(z.string(), z.json()) });

/** The module of a config. Throws `InvalidOption` where its text was not given. */
function moduleOf({ file, source }: CustomConfig): UserModule {
  if (source === undefined)
    throw new SignetError("InvalidOption", text`The signer's file ${file} was not read.`, {
      remedy: `Put ${file} in the config's folder, or drop it on the page.`,
    });
  return { name: file, source };
}

/** Loads a custom signer to see what it is; runs nothing but its module's own lines. Throws `SignerFailed`. */
export function describeCustomSigner(module: UserModule, interpreter: Interpreter): CustomDescription {
  const { kind, config } = DESCRIPTION.parse(JSON.parse(interpreter.describe(module)));
  // zod wrote it inside the interpreter; whoever reads it as a schema must take whatever JSON it is.
  return { kind, config: config as z.core.JSONSchema.JSONSchema };
}

const CONFIG_REPLY = z.object({ kind: z.literal("config"), issues: z.array(z.object({ path: z.array(z.string()), message: z.string() })) });

function checkConfig(name: string, reply: string): void {
  const checked = CONFIG_REPLY.safeParse(JSON.parse(reply));
  if (!checked.success) return;
  const issues = checked.data.issues.map(({ path, message }) => `${["config", ...path].join(".")}: ${message}`);
  throw new SignetError("InvalidOption", text`The config does not fit ${name}: ${issues.join("; ")}.`, {
    place: { file: name },
    remedy: "Correct the signer's config.",
  });
}

const typeWord = (schema: Schema["specs"][number]) =>
  schema.kind === "tensor" ? schema.dtype : schema.type.kind === "scalar" ? schema.type.name : schema.type.kind;

/** What the signer made of a side, next to what InferSigner knew of its columns. */
function sideResult(schema: Schema | null, inferred: SideResult, name: string): SideResult {
  const known = new Map(inferred.specs.map((report) => [jsonDumps([report.name ?? null]), report]));
  const specs = (schema?.specs ?? []).map((spec): SpecReport => {
    const before = known.get(jsonDumps([spec.name ?? null]));
    const step = { from: before?.dtype ?? "", to: typeWord(spec), because: text`${name} says so.`, isDeclared: true as const };
    return {
      ...defined({ name: spec.name }),
      spec,
      dtype: before?.dtype ?? "",
      steps: [...(before?.steps ?? []), step],
      missing: before?.missing ?? null,
    };
  });
  return { schema, failure: null, integerHint: false, specs, rowCount: inferred.rowCount };
}

/**
 * A user's own strategy: a module of JavaScript that `defineSigner` makes, run inside an interpreter compiled to WebAssembly. It is given
 * what was counted, as plain JSON, and nothing else; what it returns is checked against MLflow's rules for schemas.
 *
 * @throws SignetError `SignerFailed` with the module's own line where it throws, runs too long, takes too much or returns no signature;
 * `InvalidOption` where its config does not fit, or the interpreter or the module's text is missing.
 */
export class CustomSigner extends Signer<CustomConfig> {
  readonly KIND = "CustomSigner";
  private readonly interpreter: Interpreter;
  private readonly module: UserModule;

  constructor(config: CustomConfig, interpreter: Interpreter) {
    super(config);
    this.interpreter = interpreter;
    this.module = moduleOf(config);
  }

  sign(input: SignInput): SigningResult {
    const { name } = this.module;
    const inferred = inferredSides(input);
    const args = argumentsView(input, inferred, jsonLoads(JSON.stringify(this.config.config)));
    const reply = this.interpreter.run(this.module, jsonDumps(args));
    checkConfig(name, reply);
    const { signature, problems } = checkedAnswer(name, reply);
    const sides = defined({
      inputs: inferred.inputs && sideResult(signature.inputs, inferred.inputs, name),
      outputs: inferred.outputs && sideResult(signature.outputs, inferred.outputs, name),
    });
    const { params } = signature;
    return {
      signature,
      sides,
      ...(params === null ? {} : { params: { schema: params, failure: null, specs: params.params, refusals: [], surprises: [] } }),
      problems: [...problems, ...unsigned("inputs", sides.inputs, name), ...unsigned("outputs", sides.outputs, name)],
    };
  }
}

/** A side that has a file and no schema is said, since the signature then lacks it. */
function unsigned(side: DataSide, result: SideResult | undefined, name: string): Problem[] {
  if (result === undefined || result.schema !== null) return [];
  const message: Text = text`${name} returned nothing for the ${side}: they are not in the signature.`;
  return [{ kind: "side-not-signed", severity: "warns", side, columns: [], message, fixes: [] }];
}

export const CUSTOM_STRATEGY = strategy("CustomSigner", CUSTOM_CONFIG, (config, { interpreter }) => {
  if (interpreter === undefined)
    throw new SignetError("Internal", "There is no interpreter for the custom signer.", {
      remedy: "Sign it in the signers' worker.",
    });
  return new CustomSigner(config, interpreter);
});
