import { CUSTOM_STRATEGY } from "./custom-signer.ts";
import { INFER_STRATEGY } from "./infer-signer.ts";
import { SPARK_STRATEGY } from "./spark-signer.ts";
import { STATIC_STRATEGY } from "./static-signer.ts";
import { TENSOR_STRATEGY } from "./tensor-signer.ts";
import { TOLERANT_STRATEGY } from "./tolerant-signer.ts";

/** Every strategy, the default first; a new one is one line here. */
export const STRATEGIES = [INFER_STRATEGY, TENSOR_STRATEGY, TOLERANT_STRATEGY, SPARK_STRATEGY, STATIC_STRATEGY, CUSTOM_STRATEGY] as const;
