import {
  type Document,
  type DocumentOptions,
  isCollection,
  Lexer,
  type ParseOptions,
  parseDocument,
  type SchemaOptions,
  type ToJSOptions,
  visit,
} from "yaml";
import { must } from "../defined.ts";
import { limitOf } from "../limits.ts";

/** Tokens that are read where each key is compared with all before it. */
const MAX_COMPARED_TOKENS = 20_000;

/** Aliases that are followed. Each is looked for from the document's beginning, so that many would take time by their square. */
const MAX_ALIASES = 1_000;

/** Why a text is not read as YAML: it is none, or more than is read. */
export class YamlFault extends Error {
  override name = "YamlFault";
  /** The line, from 1, where it is known. */
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

function checkTokens(source: string, most: number): void {
  let count = 0;
  for (const _ of new Lexer().lex(source))
    if (++count > most) throw new YamlFault(`it has more than ${most.toLocaleString("en")} YAML tokens`);
}

function checkAliases(document: Document): void {
  let count = 0;
  visit(document, {
    Alias(_, { source }, path) {
      if (path.some((around) => isCollection(around) && around.anchor === source))
        throw new YamlFault("a YAML alias in it contains itself");
      return ++count > MAX_ALIASES ? visit.BREAK : undefined;
    },
  });
  if (count > MAX_ALIASES) throw new YamlFault(`it has more than ${MAX_ALIASES.toLocaleString("en")} YAML aliases`);
}

/**
 * A text as a YAML document. Of a key that is written twice the last counts, as with PyYAML, unless `options` says otherwise.
 * Throws {@link YamlFault} where it is not YAML, or more than is read in two seconds.
 */
export function readYaml(source: string, options: ParseOptions & DocumentOptions & SchemaOptions = {}): Document.Parsed {
  const { uniqueKeys = false } = options;
  checkTokens(source, uniqueKeys === false ? limitOf("yaml-tokens") : MAX_COMPARED_TOKENS);
  const document = parseDocument(source, { ...options, uniqueKeys });
  const [error] = document.errors;
  if (error !== undefined) throw new YamlFault(must(error.message.split("\n")[0]), error.linePos?.[0].line);
  checkAliases(document);
  return document;
}

/** The value of a document; mappings are objects, or maps where `options` says so. Throws {@link YamlFault} where aliases cannot be followed. */
export function yamlValue(document: Document, options: ToJSOptions = {}): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES, ...options });
  } catch {
    throw new YamlFault("its YAML aliases lead nowhere, or to too much");
  }
}
