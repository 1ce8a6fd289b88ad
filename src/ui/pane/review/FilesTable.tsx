import type { Schema } from "../../../core/mlflow/types.ts";
import type { DisagreeingFiles } from "../../../core/signers/signer.ts";
import { columnName, count, specType } from "../../store/text/format.ts";

type Deviation = DisagreeingFiles["deviations"][number];

/** More rows than these are behind a button of the browser's own. */
const MOST_ROWS = 8;

function DeviationRow({ row, fileCount }: { readonly row: Deviation; readonly fileCount: number }) {
  const { column, has, files, firstRow, most, mostCount } = row;
  const [file = "", ...others] = files;
  return (
    <tr>
      <th scope="row">{column ?? "order of columns"}</th>
      <td title={[file, ...others].join("\n")}>
        {file.split("/").at(-1)}
        {row.fileCount > 1 && ` and ${count(row.fileCount - 1)} more`}
      </td>
      <td>
        {has ?? "no such column"}
        {firstRow !== undefined && ` from row ${count(firstRow + 1)}`}
      </td>
      <td>
        {count(row.fileCount)} of {count(fileCount)}
      </td>
      <td>
        {most ?? "no such column"} ({count(mostCount)})
      </td>
    </tr>
  );
}

function Rows({ rows, files }: { readonly rows: readonly Deviation[]; readonly files: DisagreeingFiles }) {
  return (
    <table className="files-differ">
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">File</th>
          <th scope="col">Has</th>
          <th scope="col">Files</th>
          <th scope="col">Most have</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <DeviationRow key={`${row.column} ${row.has}`} row={row} fileCount={files.fileCount} />
        ))}
      </tbody>
    </table>
  );
}

const schemaText = ({ specs }: Schema): string =>
  specs
    .map((spec) => `${columnName(spec.name)}: ${specType(spec)}${spec.kind === "column" && !spec.required ? " (optional)" : ""}`)
    .join(", ");

/** Where the files of a data set differ, file by file, and the columns that would fit all of them and most. */
export function FilesTable({ files }: { readonly files: DisagreeingFiles }) {
  const { deviations, total, fitsAll, fitsMost } = files;
  const [first, rest] = [deviations.slice(0, MOST_ROWS), deviations.slice(MOST_ROWS)];
  return (
    <div className="files-differ-part">
      <Rows rows={first} files={files} />
      {rest.length > 0 && (
        <details>
          <summary>{count(total - first.length)} more differences</summary>
          <Rows rows={rest} files={files} />
          {total > deviations.length && <p className="quiet">The first {count(deviations.length)} are listed.</p>}
        </details>
      )}
      <dl>
        {fitsAll !== null && (
          <>
            <dt>Fits all files</dt>
            <dd>{schemaText(fitsAll)}</dd>
          </>
        )}
        {fitsMost !== null && (fitsAll === null || schemaText(fitsMost.schema) !== schemaText(fitsAll)) && (
          <>
            <dt>
              Fits {count(fitsMost.fileCount)} of {count(files.fileCount)} files
            </dt>
            <dd>
              {schemaText(fitsMost.schema)}
              {fitsMost.refused.length > 0 && (
                <span className="quiet">
                  {" "}
                  (not {fitsMost.refused[0]?.split("/").at(-1)}
                  {files.fileCount - fitsMost.fileCount > 1 && ` and ${count(files.fileCount - fitsMost.fileCount - 1)} more`})
                </span>
              )}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
