/** A link to the guides, which the build puts next to the page. The page as one file has none next to it. */
export function DocsLink({ children }: { readonly children: string }) {
  if (import.meta.env.MODE === "single") return null;
  return (
    <a className="link" href="docs/using.html" target="_blank" rel="noopener">
      {children}
    </a>
  );
}
