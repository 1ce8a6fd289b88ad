/// <reference path="./bundle.d.ts" />

import variant from "@jitl/quickjs-singlefile-browser-release-sync";
import {
  type EmscriptenModuleLoaderOptions,
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";
import { defined } from "../../defined.ts";
import { datum, messageOf, SignetError, type Text, text, withoutWebAssembly } from "../../errors.ts";
import guestSource from "./guest.ts?bundle";

/** A user's own signer as it was given: a file's name, for messages, and its text. */
export interface UserModule {
  readonly name: string;
  readonly source: string;
}

/** What one call may take; the interpreter itself enforces it. */
export interface Limits {
  readonly timeMs: number;
  readonly memoryBytes: number;
  readonly stackBytes: number;
}

/** Far more than a signer needs, and less than a page notices. */
export const DEFAULT_LIMITS: Limits = { timeMs: 5_000, memoryBytes: 64 << 20, stackBytes: 128 << 10 };

/** The name by which a module may import what it is given anyway; for editors, which find types there. */
const SIGNER_PACKAGE = "@signet-mlflow/signet/signer";

/** An answer longer than this is not a signature of any model. */
const ANSWER_LIMIT = 16 << 20;

/** What reading a thrown value may take beyond a signer's memory. */
const READING_BYTES = 1 << 20;

/** Runs a user's module in an interpreter that has nothing but the language. Every call starts again and leaves nothing behind. */
export interface Interpreter {
  /** `{kind, config}` as JSON: the signer's name and its config's JSON Schema. Throws `SignerFailed`. */
  describe(module: UserModule, limits?: Limits): string;
  /** Runs the signer on arguments as JSON; returns the guest's reply as JSON. Throws `SignerFailed`. */
  run(module: UserModule, args: string, limits?: Limits): string;
}

/** One call: its own interpreter, and when it must end. */
interface Call {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly module: UserModule;
  readonly limits: Limits;
  readonly isOver: () => boolean;
  /** Starts the clock: what loads before it is not the user's. */
  readonly begin: () => void;
}

const failed = (message: Text, name: string, more: { readonly line?: number; readonly remedy?: string } = {}) =>
  new SignetError("SignerFailed", message, {
    place: { file: name, ...defined({ line: more.line }) },
    remedy: more.remedy ?? "Correct the signer and drop it again.",
  });

/** The first place of the user's own file in a stack of QuickJS: `at sign (signer.mjs:12:5)`. */
function ownPlace(stack: string, name: string): { readonly line: number; readonly column: number } | null {
  for (const frame of stack.split("\n")) {
    const at = frame.lastIndexOf(`${name}:`);
    const match = at < 0 ? null : /^(\d+)(?::(\d+))?/.exec(frame.slice(at + name.length + 1));
    if (match !== null) return { line: Number(match[1]), column: Number(match[2] ?? 1) };
  }
  return null;
}

/** A property that a thrown value may have, as text; whatever a getter of it does happens inside and within the limits. */
function textOf({ context }: Call, thrown: QuickJSHandle, property: string): string {
  try {
    using handle = context.getProp(thrown, property);
    return context.typeof(handle) === "string" ? context.getString(handle).slice(0, 10_000) : "";
  } catch {
    return "";
  }
}

/** The user's own line, where one is to blame. */
function linesOf({ source }: UserModule, place: { readonly line: number } | null): Text {
  const line = place === null ? undefined : source.split("\n")[place.line - 1]?.trim();
  return line === undefined || line === "" ? [] : [" in ", datum(line, 200)];
}

/** What went wrong inside, in the user's own lines. */
function failureOf(call: Call, thrown: QuickJSHandle): SignetError {
  const { context, runtime, module, limits } = call;
  const { name } = module;
  if (call.isOver()) return timeError(name, limits);
  // Without memory for an error's object QuickJS throws null, which a module may throw as well.
  if (context.eq(thrown, context.null)) return memoryError(name, limits, "threw null, or ");
  // What was thrown is read with some memory more, or reading it would fail as it did.
  runtime.setMemoryLimit(limits.memoryBytes + READING_BYTES);
  const isObject = context.typeof(thrown) === "object";
  const kind = isObject ? textOf(call, thrown, "name") : "";
  const message = isObject ? textOf(call, thrown, "message") : String(context.dump(thrown)).slice(0, 10_000);
  if (kind === "InternalError" && message === "out of memory") return memoryError(name, limits);
  const place = isObject ? ownPlace(textOf(call, thrown, "stack"), name) : null;
  if (call.isOver()) return timeError(name, limits);
  const where = place === null ? text`${name}` : text`${name}, line ${String(place.line)}, column ${String(place.column)}`;
  return failed(
    kind === "" && message === ""
      ? [...where, ": it threw something without a message."]
      : [...where, ": ", ...(kind === "" ? [] : [`${kind}: `]), datum(message, 500), ...linesOf(module, place)],
    name,
    defined({ line: place?.line }),
  );
}

const memoryError = (name: string, { memoryBytes }: Limits, or = "") =>
  failed(text`${name} ${or}used more than the ${Math.round(memoryBytes / (1 << 20))} MB that a signer may use.`, name);

const timeError = (name: string, { timeMs }: Limits) =>
  failed(text`${name} ran for more than the ${timeMs / 1000} seconds that a signer may use, and was ended.`, name, {
    remedy: "Look for a loop that does not end.",
  });

/** The value of a call into the interpreter, or its error thrown. */
function resultOf(call: Call, result: ReturnType<QuickJSContext["callFunction"]>): QuickJSHandle {
  if (result.error === undefined) return result.value;
  using thrown = result.error;
  throw failureOf(call, thrown);
}

/** A promise's value once it has one, and the handle's end; there is nothing inside that it could wait for. */
function settled(call: Call, handle: QuickJSHandle): QuickJSHandle {
  const { context, runtime, module } = call;
  for (;;) {
    const state = context.getPromiseState(handle);
    if (state.type === "fulfilled") {
      if (state.notAPromise === true) return handle;
      handle.dispose();
      return state.value;
    }
    if (state.type === "rejected") {
      handle.dispose();
      using thrown = state.error;
      throw failureOf(call, thrown);
    }
    const jobs = runtime.executePendingJobs(100);
    if (jobs.error !== undefined) {
      handle.dispose();
      using thrown = jobs.error;
      throw failureOf(call, thrown);
    }
    if (jobs.value > 0 && !call.isOver()) continue;
    handle.dispose();
    if (call.isOver()) throw timeError(module.name, call.limits);
    throw failed(text`${module.name} waits for something that never comes: a signer has no timers and no network.`, module.name);
  }
}

function evaluate(call: Call, source: string, name: string): QuickJSHandle {
  return settled(call, resultOf(call, call.context.evalCode(source, name, { type: "module", strict: true })));
}

/** Loads the guest and the user's module, and asks the guest. */
function ask(call: Call, question: "describe" | "run", args: string): string {
  const { context, module, runtime } = call;
  // Every name but one is made another, so that the guest, which is loaded already, cannot be imported either.
  runtime.setModuleLoader(
    (name) => (name === SIGNER_PACKAGE ? "export const { defineSigner, z } = globalThis;" : { error: new Error(name) }),
    (_, name) => (name === SIGNER_PACKAGE ? name : `a signer is one file: it cannot import ${name}`),
  );
  using guest = evaluate(call, guestSource, "signet:guest");
  using asked = context.getProp(guest, question);
  call.begin();
  using exports = evaluate(call, module.source, module.name);
  using definition = context.getProp(exports, "default");
  using argument = context.newString(args);
  using reply = settled(call, resultOf(call, context.callFunction(asked, context.undefined, definition, argument)));
  const answer = context.typeof(reply) === "string" ? context.getString(reply) : "";
  if (answer === "" || answer.length > ANSWER_LIMIT) throw failed(text`${module.name} returned no answer that could be read.`, module.name);
  return answer;
}

function inNewRuntime(quickjs: QuickJSWASMModule, module: UserModule, limits: Limits, use: (call: Call) => string): string {
  const runtime = quickjs.newRuntime();
  let deadline = Number.POSITIVE_INFINITY;
  const begin = () => {
    deadline = performance.now() + limits.timeMs;
  };
  const isOver = () => performance.now() > deadline;
  runtime.setMemoryLimit(limits.memoryBytes);
  runtime.setMaxStackSize(limits.stackBytes);
  runtime.setInterruptHandler(isOver);
  const context = runtime.newContext();
  try {
    return use({ runtime, context, module, limits, isOver, begin });
  } catch (error) {
    if (error instanceof SignetError) throw error;
    if (isOver()) throw timeError(module.name, limits);
    if (error instanceof RangeError) throw failed(text`${module.name} calls itself too deep.`, module.name);
    throw failed([`${module.name} broke the interpreter: `, datum(messageOf(error), 200)], module.name);
  } finally {
    // After a failure handles may be left, which the runtime would refuse to be freed with; the memory goes with its worker.
    try {
      context.dispose();
      runtime.dispose();
    } catch {
      // Left to the worker's end.
    }
  }
}

/** What the interpreter would print as it breaks is reported by the error: stderr and consoles are only for records. Emscripten's own option, of which the types say nothing. */
const QUIET: EmscriptenModuleLoaderOptions = {};
Object.assign(QUIET, { printErr: () => undefined });

/**
 * Loads QuickJS, compiled to WebAssembly and embedded in the program: nothing is fetched, and no script is made.
 * Resolves to an interpreter that is used again for every call; rejects with `Unavailable` without WebAssembly.
 */
export async function loadInterpreter(): Promise<Interpreter> {
  const loading = newQuickJSWASMModuleFromVariant(newVariant(variant, { emscriptenModule: QUIET }));
  const quickjs = await loading.catch((error: unknown) => Promise.reject(withoutWebAssembly(error)));
  return {
    describe: (module, limits = DEFAULT_LIMITS) => inNewRuntime(quickjs, module, limits, (call) => ask(call, "describe", "")),
    run: (module, args, limits = DEFAULT_LIMITS) => inNewRuntime(quickjs, module, limits, (call) => ask(call, "run", args)),
  };
}
