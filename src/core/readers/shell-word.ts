/** A file's name as a POSIX shell takes it. */
export const shellWord = (file: string) => (/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`);
