import { CHAT_MODELS } from "./catalogue/chat-models.ts";
import { DECLARING } from "./catalogue/declaring.ts";
import { ENFORCEMENT } from "./catalogue/enforcement.ts";
import { INFERENCE } from "./catalogue/inference.ts";
import { LOGGING } from "./catalogue/logging.ts";
import { MODEL_INFERENCE } from "./catalogue/model-inference.ts";
import { NESTED } from "./catalogue/nested.ts";
import { PARAMS } from "./catalogue/params.ts";
import { REQUEST_VALUES } from "./catalogue/request-values.ts";
import { REQUESTS } from "./catalogue/requests.ts";
import { SPARK } from "./catalogue/spark.ts";
import { TENSORS } from "./catalogue/tensors.ts";
import { TYPE_HINTS } from "./catalogue/type-hints.ts";
import type { MessageEntry } from "./entry.ts";

/** Every message about signatures that MLflow 1.9 to 3.17 can raise, log or answer; `tests/conformance/message_wordings.py` reads them from its sources. */
export const CATALOGUE: readonly MessageEntry[] = [
  ...ENFORCEMENT,
  ...NESTED,
  ...TENSORS,
  ...REQUESTS,
  ...REQUEST_VALUES,
  ...PARAMS,
  ...INFERENCE,
  ...MODEL_INFERENCE,
  ...LOGGING,
  ...DECLARING,
  ...TYPE_HINTS,
  ...CHAT_MODELS,
  ...SPARK,
];
