import { renderToStaticMarkup } from "react-dom/server";
import { App } from "./App.tsx";

/** Shown where no script of the page runs; the first script removes it. Without its style it is seen at once. */
function NotStarted() {
  return (
    <p className="not-started" role="alert">
      Signet has not started: its scripts are missing or blocked. If the site was just updated, load the page again. Else check that
      JavaScript is allowed here, and ask whoever runs the site to follow docs/hosting.md: it names the Content-Security-Policy header that
      Signet needs. The single file signet.html needs no site.
    </p>
  );
}

/** The empty page as HTML, which the build writes into index.html. It is visible and accepts files while the scripts load. */
export function staticPage(): string {
  const spawn = () => {
    throw new Error("Nothing is read while the page is built.");
  };
  return renderToStaticMarkup(
    <>
      <NotStarted />
      <App spawn={spawn} drops={[]} />
    </>,
  );
}
