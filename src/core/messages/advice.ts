import {
  addColumns,
  castNamedColumn,
  convertRequestValue,
  declareExtraColumns,
  declareNamedColumn,
  dropTimeZone,
} from "./advice/columns.ts";
import type { AdviceMaker, MessageFacts } from "./advice/facts.ts";
import { castParams, declareParams } from "./advice/params.ts";
import { dropProperties, fillProperties } from "./advice/properties.ts";
import { castArray, passArrays, shapeArray } from "./advice/tensors.ts";
import type { AdviceRule, MessageAdvice } from "./entry.ts";

/** The reason is another library's, or was cut off. */
const readInnerError: AdviceMaker = ({ inner }) => [
  {
    by: "caller",
    label:
      inner === null
        ? "Paste the whole traceback, or the server's log: the reason is not in this part"
        : "Read the reason that the message quotes",
    dependsOn: inner === null ? "A server's stack_trace has it." : "It comes from the model's code or its library, not from the signature.",
  },
];

const MAKERS: Readonly<Record<AdviceRule, AdviceMaker>> = {
  "cast column": castNamedColumn,
  "declare column": declareNamedColumn,
  "add columns": addColumns,
  "drop time zone": dropTimeZone,
  "convert request value": convertRequestValue,
  "cast array": castArray,
  "shape array": shapeArray,
  "pass arrays": passArrays,
  "cast params": castParams,
  "declare params": declareParams,
  "declare extra columns": declareExtraColumns,
  "fill properties": fillProperties,
  "drop properties": dropProperties,
  "read inner error": readInnerError,
};

/** The advice that a rule makes of what a message contains. */
export const adviceFor = (rule: AdviceRule, facts: MessageFacts): readonly MessageAdvice[] => MAKERS[rule](facts);
