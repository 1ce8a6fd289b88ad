import { withoutWebAssembly } from "../errors.ts";

type HostFunction = (...given: number[]) => number | undefined;

/** An instance, and what it calls of its user, who sets these again. */
export interface KernelInstance<Exports> {
  readonly exports: Exports;
  readonly host: Map<string, HostFunction>;
}

/** Instances of one kernel, compiled once a thread; those that nobody uses are kept, since their memory is worth keeping between parts. */
export class KernelPool<Exports> {
  private readonly base64: string;
  private readonly imports: readonly string[];
  private readonly spare: KernelInstance<Exports>[] = [];
  private compiled: WebAssembly.Module | undefined;
  /** Why the kernel cannot be compiled; the machine stays as it is. */
  private failure: unknown;

  /** `imports` names what the kernel calls of its user. */
  constructor(base64: string, imports: readonly string[] = []) {
    this.base64 = base64;
    this.imports = imports;
  }

  /** Whether the machine runs the kernel at all: a very old browser has no SIMD. */
  get isAvailable(): boolean {
    try {
      this.module();
      return true;
    } catch {
      return false;
    }
  }

  /** Throws `Unavailable` where the machine does not run the kernel. */
  take(): KernelInstance<Exports> {
    const known = this.spare.pop();
    if (known !== undefined) return known;
    const host = new Map<string, HostFunction>();
    // Kernels call it for nothing else.
    const abort = () => {
      throw new RangeError("out of memory: a kernel could not allocate more");
    };
    const env = Object.fromEntries(this.imports.map((name) => [name, (...given: number[]) => host.get(name)?.(...given)]));
    // First, since it says what is in the way where there is no WebAssembly.
    const module = this.module();
    const { exports } = new WebAssembly.Instance(module, { env: { ...env, abort } });
    // What the module exports is fixed by its source; TypeScript cannot see into it.
    return { exports: exports as unknown as Exports, host };
  }

  give(instance: KernelInstance<Exports>): void {
    instance.host.clear();
    this.spare.push(instance);
  }

  /** It is small enough to be compiled at once, on any thread but a page's own. */
  private module(): WebAssembly.Module {
    if (this.failure !== undefined) throw withoutWebAssembly(this.failure);
    try {
      this.compiled ??= new WebAssembly.Module(bytesOf(this.base64));
      return this.compiled;
    } catch (error) {
      this.failure = error;
      throw withoutWebAssembly(error);
    }
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** A module with nothing in it. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Throws `Unavailable` where no WebAssembly runs: for packages that bring their own and report any failure as a broken file. */
export function assertWebAssembly(): void {
  try {
    new WebAssembly.Module(EMPTY);
  } catch (error) {
    throw withoutWebAssembly(error);
  }
}
