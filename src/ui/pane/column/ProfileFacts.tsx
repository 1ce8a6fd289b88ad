import type { ColumnDescription, NumberDescription } from "../../../core/profile/describe.ts";
import { count } from "../../store/text/format.ts";
import { percent } from "../../store/text/missing-share.ts";
import { number } from "../../store/text/number-text.ts";
import { PlotFigure } from "./PlotFigure.tsx";

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The number of distinct values with its uncertainty: within twice the standard error in 19 of 20 cases. */
function Distinct({ distinct: { count: different, isExact, standardError } }: Pick<ColumnDescription, "distinct">) {
  if (isExact) return count(different);
  return (
    <>
      about {count(different)} <span className="quiet">(estimated, ±{percent(2 * standardError)})</span>
    </>
  );
}

function NumberFacts({ numbers, isLength }: { readonly numbers: NumberDescription; readonly isLength: boolean }) {
  const { min, max, mean, std, quantiles, infinities, isExact } = numbers;
  const of = isLength ? " length" : "";
  return (
    <>
      <dl className="facts-list figures">
        {numbers.count > 0 && (
          <>
            <Fact name={`min${of}`}>{number(min)}</Fact>
            <Fact name={`mean${of}`}>{number(mean)}</Fact>
            <Fact name={`max${of}`}>{number(max)}</Fact>
            {std !== null && (
              <Fact name={`std${of}`}>
                {std.error > 0 && "about "}
                {number(std.value)} {std.error > 0 && <span className="quiet">(±{number(std.error)} at most)</span>}
              </Fact>
            )}
          </>
        )}
        {infinities > 0 && <Fact name="infinite">{count(infinities)}</Fact>}
      </dl>
      {quantiles.length > 0 && min !== max && (
        <dl className="facts-list figures">
          {quantiles.map(({ share, value, error }) => (
            <Fact key={share} name={share === 0.5 ? "median" : `${share * 100}%`}>
              {isExact ? "" : "about "}
              {number(value)} {error > 0 && <span className="quiet">(±{number(error)} at most)</span>}
            </Fact>
          ))}
        </dl>
      )}
    </>
  );
}

/** The most frequent values, each with a bar for its share of the values that are not missing. */
function TopValues({ profile: { present, distinct, data } }: { readonly profile: ColumnDescription }) {
  const { top } = data;
  if (top === null) return <p className="quiet">Too many distinct values to rank.</p>;
  if (top.length === 0) return null;
  const more = distinct.count - top.length;
  return (
    <table className="top-values">
      <thead>
        <tr>
          <th scope="col">most frequent</th>
          <th scope="col" className="number">
            count
          </th>
          <th scope="col" className="number">
            share
          </th>
        </tr>
      </thead>
      <tbody>
        {top.map(({ value, count: seen }, index) => (
          <tr key={index}>
            <td className="name" title={value.data}>
              <meter value={seen} max={present} aria-hidden="true" />
              <span>{value.data === "" ? <em className="quiet">empty</em> : value.data}</span>
            </td>
            <td className="number">{count(seen)}</td>
            <td className="number quiet">{percent(seen / present)}</td>
          </tr>
        ))}
        {more > 0 && (
          <tr>
            <td className="quiet" colSpan={3}>
              and {count(more)} more
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** Figures of a column's numbers, or of the lengths of its texts, with their histogram. */
function Numbers({ name, profile: { mode, data } }: { readonly name: string; readonly profile: ColumnDescription }) {
  const { numbers } = data;
  if (numbers === null || numbers.count === 0) return null;
  const isText = mode === "texts";
  return (
    <>
      <NumberFacts numbers={numbers} isLength={isText} />
      {numbers.min !== numbers.max && (
        <PlotFigure
          histogram={numbers.histogram}
          median={numbers.quantiles.find(({ share }) => share === 0.5)?.value ?? null}
          mode={mode}
          label={isText ? `${name}, length in characters` : name}
        />
      )}
    </>
  );
}

/** How a column's values are distributed: of numbers figures and a histogram, of texts the most frequent ones, with their lengths behind them. */
export function ProfileFacts({ name, profile }: { readonly name: string; readonly profile: ColumnDescription }) {
  const { mode, missing, present } = profile;
  const total = missing + present;
  return (
    <>
      <dl className="facts-list figures">
        <Fact name="cells">{count(total)}</Fact>
        <Fact name="missing">
          {count(missing)} {total > 0 && <span className="quiet">({percent(missing / total)})</span>}
        </Fact>
        <Fact name="distinct">
          <Distinct distinct={profile.distinct} />
        </Fact>
      </dl>
      {mode !== "texts" && <Numbers name={name} profile={profile} />}
      {present > 0 && <TopValues profile={profile} />}
      {mode === "texts" && present > 0 && (
        <details className="lengths">
          <summary>Lengths of the texts</summary>
          <Numbers name={name} profile={profile} />
        </details>
      )}
    </>
  );
}
