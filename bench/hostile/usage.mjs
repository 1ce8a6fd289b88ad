// Loaded before the command: at its end, writes what it took to the file that SIGNET_USAGE names.
import { readFileSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

/** The system's own count begins with the process that started this one, whose memory may be larger: Linux also counts from this program's start. */
function peakKB(maxRSS) {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf-8"))[1]);
  } catch {
    return maxRSS;
  }
}

if (isMainThread)
  process.once("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(
      process.env.SIGNET_USAGE,
      JSON.stringify({ peakMB: peakKB(maxRSS) / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 }),
    );
  });
