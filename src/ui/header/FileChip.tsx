import type { ReactNode } from "react";
import type { DataSide } from "../../worker/protocol.ts";
import { Menu } from "../kit/Menu.tsx";
import { DropZone } from "../shared/DropZone.tsx";
import { FormChoice } from "../shared/FormChoice.tsx";
import { useActions, usePage, useSelector } from "../shared/use-page.ts";
import { shownState } from "../store/selectors/selectors.ts";
import type { SideState } from "../store/state/side-state.ts";
import { bytes, count } from "../store/text/format.ts";
import { ModelCard } from "./ModelCard.tsx";
import { ParamsCard } from "./ParamsCard.tsx";
import { SideCard } from "./SideCard.tsx";

const TITLES: Readonly<Record<DataSide, string>> = { inputs: "Inputs", outputs: "Outputs" };

const namesOf = (files: readonly { readonly name: string }[]): string =>
  files.length === 1 ? (files[0]?.name ?? "") : `${count(files.length)} files`;

/** The text of a chip: how large the table is, or the state of its reading. */
function detailOf(side: SideState, columns: number | undefined): { readonly text: string; readonly isFailure?: true } | null {
  switch (side.phase) {
    case "empty":
      return null;
    case "reading":
      return { text: `reading ${bytes(side.files.reduce((sum, { blob }) => sum + blob.size, 0))}` };
    case "failed":
      return { text: side.error.tag === "Aborted" ? "cancelled" : "not read", isFailure: true };
    case "ready":
      return side.summary.rowCount === null || columns === undefined
        ? null
        : { text: `${count(side.summary.rowCount)} × ${count(columns)}` };
  }
}

/** What a filled chip shows: its title, what it has, and a detail of it. */
function ChipLabel({
  title,
  name,
  detail,
}: {
  readonly title: string;
  readonly name?: string | undefined;
  readonly detail: ReturnType<typeof detailOf>;
}) {
  return (
    <>
      <strong>{title}</strong> {name !== undefined && <span className="file-name">{name}</span>}{" "}
      {detail !== null && <small className={detail.isFailure ? "failure" : undefined}>{detail.text}</small>}
    </>
  );
}

function Chip({
  isFilled,
  label,
  name,
  children,
}: {
  readonly isFilled: boolean;
  readonly label: ReactNode;
  /** Its name while it is empty; a filled one is called what it shows. */
  readonly name: string;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}) {
  return (
    <Menu
      className={`file-chip${isFilled ? "" : " empty"}`}
      name={isFilled ? undefined : name}
      label={
        <>
          {label} <span aria-hidden="true">▾</span>
        </>
      }
    >
      {children}
    </Menu>
  );
}

/** A side in the header: its file, with a menu of what can be done with it. */
export function SideChip({ side }: { readonly side: DataSide }) {
  const state = useSelector(shownState);
  const { drop } = usePage();
  const actions = useActions();
  const current = state.sides[side];
  const columns = state.result?.sides[side]?.specs.length;
  const isFilled = current.phase !== "empty";
  const title = TITLES[side];
  const name = current.phase === "empty" ? "" : namesOf(current.files);
  const detail = detailOf(current, columns);
  return (
    <DropZone target={side} isFilled={isFilled} onFiles={(files) => drop(files, side)}>
      <Chip
        isFilled={isFilled}
        name={`Add ${side}`}
        label={isFilled ? <ChipLabel title={title} name={name} detail={detail} /> : `+ ${title}`}
      >
        {(close) => (
          <>
            <SideCard side={side} state={state} actions={actions} onDone={close} />
            {side === "inputs" && current.phase === "ready" && <FormChoice side={side} current={current} actions={actions} />}
          </>
        )}
      </Chip>
    </DropZone>
  );
}

export function ParamsChip() {
  const { params, result } = useSelector(shownState);
  const { drop } = usePage();
  const { setParams } = useActions();
  const number = result?.params?.specs.length ?? 0;
  const isFilled = params.text !== "" || number > 0;
  const detail = params.error === null ? { text: count(number) } : { text: "error", isFailure: true as const };
  return (
    <DropZone target="params" isFilled={isFilled} onFiles={(files) => drop(files, "params")}>
      <Chip isFilled={isFilled} name="Params" label={isFilled ? <ChipLabel title="Params" detail={detail} /> : "+ Params"}>
        <ParamsCard params={params} onFiles={(files) => drop(files, "params")} result={result?.params} onChange={setParams} />
      </Chip>
    </DropZone>
  );
}

export function ModelChip() {
  const state = useSelector(shownState);
  const { drop, checkAgainstModel } = usePage();
  const actions = useActions();
  const isFilled = state.model !== null || state.modelError !== null;
  const name = state.modelName ?? undefined;
  const detail = state.model === null ? { text: "not a model", isFailure: true as const } : null;
  return (
    <DropZone target="mlmodel" isFilled={isFilled} onFiles={(files) => drop(files, "mlmodel")}>
      <Chip isFilled={isFilled} name="Model" label={isFilled ? <ChipLabel title="Model" name={name} detail={detail} /> : "+ Model"}>
        <ModelCard state={state} actions={actions} onHold={checkAgainstModel} />
      </Chip>
    </DropZone>
  );
}
