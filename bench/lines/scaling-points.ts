import type { ScalingPoint } from "../report/plot.ts";
import { median } from "../statistics.ts";

type Times = Partial<Readonly<Record<ScalingPoint["series"], readonly number[]>>>;

/** The points of the plot at `x`, one a series, from times in milliseconds for so many bytes. */
export function scalingPoints(plot: ScalingPoint["plot"], x: number, byteLength: number, times: Times): readonly ScalingPoint[] {
  return (["raw", "signet"] as const).flatMap((series) => {
    const measured = times[series];
    return measured === undefined ? [] : [{ plot, series, x, megabytesPerSecond: byteLength / median(measured) / 1000 }];
  });
}
