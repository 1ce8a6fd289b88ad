import type { ColumnSource } from "../../../core/ladders/column-source.ts";
import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import { count } from "../../store/text/format.ts";

const READ_FROM: Readonly<Record<NonNullable<SpecReport["declaredBy"]>, string>> = {
  footer: "the footer; not every page was read",
  headers: "the batches' headers; not every buffer was read",
};

function StoredFacts({
  stored,
  declaredBy,
}: {
  readonly stored: NonNullable<ColumnSource["stored"]>;
  readonly declaredBy: SpecReport["declaredBy"] | undefined;
}) {
  const { arrow, physical, logical } = stored;
  return (
    <dl className="facts-list">
      {physical !== undefined && (
        <div>
          <dt>physical type</dt>
          <dd>
            <code>{physical}</code>
          </dd>
        </div>
      )}
      {physical !== undefined && (
        <div>
          <dt>logical type</dt>
          <dd>{logical === undefined ? <span className="quiet">none</span> : <code>{logical}</code>}</dd>
        </div>
      )}
      <div>
        <dt>Arrow type</dt>
        <dd>
          <code>{arrow}</code>
        </dd>
      </div>
      <div>
        <dt>answered from</dt>
        <dd>{declaredBy === undefined ? "the data" : READ_FROM[declaredBy]}</dd>
      </div>
    </dl>
  );
}

/** The column as it is in its file: the type that it declares, and what its cells read as, with the first of each. */
export function SourceFacts({
  source,
  declaredBy,
}: {
  readonly source: ColumnSource;
  readonly declaredBy: SpecReport["declaredBy"] | undefined;
}) {
  const { seen, stored } = source;
  if (seen.length === 0 && stored === undefined) return null;
  return (
    <section aria-label="In the file">
      <h3>In the file</h3>
      {stored !== undefined && <StoredFacts stored={stored} declaredBy={declaredBy} />}
      {seen.length > 0 && (
        <table className="seen">
          <thead>
            <tr>
              <th scope="col">cells that read as</th>
              <th scope="col" className="number">
                count
              </th>
              <th scope="col" className="number">
                first row
              </th>
              <th scope="col">first</th>
            </tr>
          </thead>
          <tbody>
            {seen.map(({ as, count: number, first, atLeast }) => (
              <tr key={as}>
                <td>{as}</td>
                <td className="number">
                  {atLeast === true && "≥"}
                  {count(number)}
                </td>
                <td className="number">{first === null ? "" : count(first.row + 1)}</td>
                <td className="name" title={first?.sample?.data}>
                  {first?.sample?.data === "" ? <em className="quiet">empty</em> : first?.sample?.data}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
