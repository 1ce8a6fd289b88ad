import { type FormEvent, useState } from "react";
import { measuredNotes } from "../../core/environment/adopt.ts";
import { type Environment, environmentName, isSameEnvironment } from "../../core/environment/environment.ts";
import { parseEnvironment } from "../../core/environment/parse.ts";
import { PROFILES, type Profile } from "../../core/environment/profiles.ts";
import { Menu } from "../kit/Menu.tsx";
import { DocsLink } from "../shared/DocsLink.tsx";
import { usePage, useSelector } from "../shared/use-page.ts";
import { shownState } from "../store/selectors/selectors.ts";
import "./versions.css";

function ProfileItem({
  profile,
  isChosen,
  onChoose,
}: {
  readonly profile: Profile;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { name, environment, platforms } = profile;
  return (
    <li>
      <button type="button" className="profile-item" aria-pressed={isChosen} onClick={onChoose}>
        <span className="profile-name">
          <span aria-hidden="true">{isChosen ? "●" : "○"}</span> {name}
        </span>
        <span className="quiet">
          {environmentName(environment)}
          {platforms.length > 0 && `: ${platforms.join(", ")}`}
        </span>
      </button>
    </li>
  );
}

/** Any versions in range, typed. */
function OtherVersions({ onChoose }: { readonly onChoose: (environment: Environment) => void }) {
  const [written, setWritten] = useState("");
  const [reason, setReason] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = parseEnvironment(written.trim());
    if (typeof found === "string") setReason(found);
    else onChoose(found);
  };
  return (
    <form className="other-versions" onSubmit={submit}>
      <input
        type="text"
        aria-label="Other versions"
        placeholder="mlflow=3.12,pandas=2.2"
        spellCheck={false}
        value={written}
        onChange={(event) => {
          setWritten(event.target.value);
          setReason(null);
        }}
      />
      <button type="submit" className="small">
        Use these versions
      </button>
      {reason !== null && (
        <p className="failure" role="alert">
          {reason}
        </p>
      )}
    </form>
  );
}

/** The versions that Signet answers as, and the others that it can. */
export function VersionsMenu() {
  const { environment: chosen, result } = useSelector(shownState);
  const { dispatch } = usePage();
  const { environment, by } = chosen;
  return (
    <Menu
      className="small versions-button"
      align="end"
      isAbove
      label={
        <>
          MLflow {environment.mlflow} · pandas {environment.pandas} <span aria-hidden="true">▾</span>
        </>
      }
    >
      {(close, isOpen) => {
        if (!isOpen) return null;
        const choose = (other: Environment) => {
          dispatch({ kind: "environment-chosen", environment: other });
          close();
        };
        return (
          <section className="versions-list" aria-label="Versions">
            <p className="quiet">
              Types, verdicts and downloads are those of these versions{by.length > 0 && `, which ${by.join(" and ")} named`}. Drop an
              MLmodel or a requirements.txt to use a model's own.
            </p>
            <ul className="menu-list">
              {PROFILES.map((profile) => (
                <ProfileItem
                  key={profile.id}
                  profile={profile}
                  isChosen={isSameEnvironment(profile.environment, environment)}
                  onChoose={() => choose(profile.environment)}
                />
              ))}
            </ul>
            <OtherVersions onChoose={choose} />
            {measuredNotes(environment).map((note) => (
              <p key={note} className="quiet">
                {note}
              </p>
            ))}
            <p className="versions-more">
              {result !== null && (
                <button
                  type="button"
                  className="link"
                  onClick={() => {
                    close();
                    dispatch({ kind: "comparing", isOpen: true });
                  }}
                >
                  Compare versions
                </button>
              )}
              <DocsLink page="environments">What changed in each version</DocsLink>
            </p>
          </section>
        );
      }}
    </Menu>
  );
}
