/** Names of files that say what is installed: pip's, conda's and Python's lists, and lock files. */
const VERSION_FILES =
  /(^|\/)([\w.-]*requirements[\w.-]*\.(txt|in)|constraints\.txt|(conda|environment|python_env)\.ya?ml|[\w.-]*conda-lock\.ya?ml|(poetry|uv|pdm|Pipfile)\.lock|pylock(\.[\w-]+)?\.toml)$/i;

/** Whether a file, by its name, says which versions are installed. */
export const isVersionFile = (name: string): boolean => VERSION_FILES.test(name);
