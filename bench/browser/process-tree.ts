import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Whether this system tells the proportional set size of a process (Linux does). */
export const canMeasureMemory = (): boolean => existsSync("/proc/self/smaps_rollup");

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process has ended since it was listed.
    return "";
  }
}

/** The process and all that descend from it. */
export function processTree(rootId: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    // The name in parentheses may hold spaces; the parent's id is the second field after it.
    const parent = Number(
      read(`/proc/${name}/stat`)
        .replace(/^.*\) /s, "")
        .split(" ")[1],
    );
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [rootId];
  for (const id of found) found.push(...(children.get(id) ?? []));
  return found;
}

/** The proportional set size of these processes together, in bytes: what is shared counts once, split among those who share it. */
export function proportionalSetSize(ids: readonly number[]): number {
  const kibibytes = ids.map((id) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0));
  return kibibytes.reduce((sum, size) => sum + size, 0) * 1024;
}

/** The bytes that these processes have asked of files (and pipes) so far. */
export function bytesRead(ids: readonly number[]): number {
  return ids.map((id) => Number(/^rchar: (\d+)/m.exec(read(`/proc/${id}/io`))?.[1] ?? 0)).reduce((sum, size) => sum + size, 0);
}

/** The greatest proportional set size of a process and its descendants while `work` runs, in bytes, looked at every `intervalMs`. */
export async function peakMemory(rootId: number, work: () => Promise<unknown>, intervalMs = 50): Promise<number> {
  let peak = 0;
  const sample = () => {
    peak = Math.max(peak, proportionalSetSize(processTree(rootId)));
  };
  const timer = setInterval(sample, intervalMs);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  sample();
  return peak;
}
