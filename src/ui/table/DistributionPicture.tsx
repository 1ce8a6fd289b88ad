import type { ColumnDescription } from "../../core/profile/describe.ts";
import { count } from "../store/text/format.ts";
import { number } from "../store/text/number-text.ts";

/** In the picture's own units; CSS stretches it. */
const WIDTH = 96;
const HEIGHT = 20;
/** Values with a band of their own in the picture of a text column. */
const BANDS = 6;

function bars(counts: readonly number[]): string {
  const most = Math.max(...counts);
  const width = WIDTH / counts.length;
  return counts
    .map((one, index) => {
      if (one === 0) return "";
      // Even the smallest share is visible.
      const height = Math.max(1, (one / most) * HEIGHT);
      const left = index * width;
      return `M${left.toFixed(2)} ${HEIGHT}v${-height.toFixed(2)}h${(width * 0.9).toFixed(2)}v${height.toFixed(2)}z`;
    })
    .join("");
}

function Bands({ profile: { present, data } }: { readonly profile: ColumnDescription }) {
  const top = (data.top ?? []).slice(0, BANDS);
  const widths = top.map(({ count: one }) => (one / present) * WIDTH);
  const leftOf = (index: number) => widths.slice(0, index).reduce((sum, width) => sum + width, 0);
  const end = leftOf(widths.length);
  return (
    <>
      {widths.map((width, index) => (
        <rect key={index} x={leftOf(index)} y={4} width={Math.max(0.5, width - 0.75)} height={HEIGHT - 8} opacity={1 - index * 0.14} />
      ))}
      {end < WIDTH && <rect x={end} y={4} width={WIDTH - end} height={HEIGHT - 8} opacity={0.12} />}
    </>
  );
}

function sentence({ mode, present, distinct, data: { numbers } }: ColumnDescription): string {
  if (present === 0) return "All cells are missing.";
  const different = `${distinct.isExact ? "" : "about "}${count(distinct.count)} different`;
  if (mode === "texts" || numbers === null || numbers.count === 0) return `${different} texts.`;
  const median = numbers.quantiles.find(({ share }) => share === 0.5)?.value;
  return `From ${number(numbers.min)} to ${number(numbers.max)}${median === undefined ? "" : `, half of them up to ${number(median)}`}; ${different}.`;
}

/** How a column's values are spread, small: numbers as a histogram, texts as the shares of the most frequent ones. */
export function DistributionPicture({ profile, typeClass }: { readonly profile: ColumnDescription; readonly typeClass: string }) {
  const { mode, data } = profile;
  const counts = data.numbers?.histogram.counts ?? [];
  const isBanded = mode === "texts" && data.top !== null;
  const label = sentence(profile);
  return (
    <svg
      className={`picture type-${typeClass}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {isBanded ? <Bands profile={profile} /> : counts.length > 0 && <path d={bars(counts)} />}
    </svg>
  );
}
