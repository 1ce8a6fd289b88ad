import type { SparkOptions } from "../spark/options.ts";
import type { Interpreter } from "./custom/interpreter.ts";
import type { Signer, SignerConfigBase } from "./signer.ts";
import type { z } from "./zod.ts";

/** What a strategy may need besides its config. */
export interface SignerContext {
  /** Where a user's own signer runs; only {@link CustomSigner} needs it. */
  readonly interpreter?: Interpreter;
}

/** A strategy as the registry lists it: its name, its config, and how a signer is made from one. */
export interface Strategy<Kind extends string, Config extends z.ZodType<SignerConfigBase>> {
  readonly KIND: Kind;
  readonly config: Config;
  /** Makes the signer of a config that fits. Throws `InvalidOption` where something besides the config is missing. */
  make(config: unknown, context: SignerContext): Signer;
  /** Where it signs Spark's reading of the files: the reader options of its config. */
  readonly spark?: (config: unknown) => SparkOptions;
}

/** A registry line: `make` is given the config once it was checked. */
export function strategy<Kind extends string, Config extends z.ZodType<SignerConfigBase>>(
  KIND: Kind,
  config: Config,
  make: (config: z.output<Config>, context: SignerContext) => Signer,
  spark?: (config: z.output<Config>) => SparkOptions,
): Strategy<Kind, Config> {
  return {
    KIND,
    config,
    make: (given, context) => make(config.parse(given), context),
    ...(spark === undefined ? {} : { spark: (given: unknown) => spark(config.parse(given)) }),
  };
}
