export { recogniseError } from "../../../core/messages/recognise.ts";
export { reproductionOf } from "../../../core/messages/reproduction.ts";
