/** Parsing and schema validation by libxml2. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Document, Element } from './libxml-elements.js';
import { allocate, string, withBytes, word, xml } from './libxml-memory.js';

/** One complaint of libxml2. */
export interface Complaint {
  /** `xmlParserErrors` of libxml2: 1839 is a pattern that does not fit. */
  readonly code: number;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** The element it is about, 0 when there is none. */
  readonly element: Element;
}

/** More complaints than this about one message help nobody. */
const MOST_COMPLAINTS = 60;

// XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NO_XXE | XML_PARSE_NO_SYS_CATALOG | XML_PARSE_SKIP_IDS
const PARSE_OPTIONS = 2048 | 65536 | 8388608 | 33554432 | 134217728;
const LEVEL_ERROR = 2;
const ATTRIBUTE_NODE = 2;

let complaints: Complaint[] = [];

const collector = xml.addFunction((_context: number, error: number) => {
  if (complaints.length >= MOST_COMPLAINTS || word(error + 12) < LEVEL_ERROR) return;
  const node = word(error + 48);
  complaints.push({
    code: word(error + 4),
    message: string(word(error + 8)).trim(),
    line: word(error + 20),
    column: word(error + 40),
    element: node !== 0 && word(node + 4) === ATTRIBUTE_NODE ? word(node + 20) : node,
  });
}, 'vii');

/** Runs `work` and gives what libxml2 complained about meanwhile. */
function collect<T>(work: () => T): { result: T; complaints: Complaint[] } {
  complaints = [];
  const result = work();
  const found = complaints;
  complaints = [];
  return { result, complaints: found };
}

const UTF8 = allocate('UTF-8');

/**
 * Parses a document and lends it to `use`; it is freed whatever happens.
 * Nothing is fetched, no entity of a document type is expanded, whatever the XML declaration says about the
 * encoding is passed over.
 *
 * @returns the complaints of the parser when the text is not well-formed with namespaces, else what `use` gives
 */
export function withDocument<T>(
  utf8: Uint8Array,
  use: (document: Document) => T,
  url = 0,
):
  | { readonly parsed: true; readonly value: T }
  | { readonly parsed: false; readonly complaints: Complaint[] } {
  const context = xml._xmlNewParserCtxt();
  if (context === 0) throw new Error('libxml2 is out of memory');
  let document = 0;
  try {
    xml._xmlCtxtSetErrorHandler(context, collector, 0);
    const parsed = withBytes(utf8, (at) =>
      collect(() => xml._xmlCtxtReadMemory(context, at, utf8.length, url, UTF8, PARSE_OPTIONS)),
    );
    document = parsed.result;
    if (document === 0 || parsed.complaints.length > 0)
      return { parsed: false, complaints: parsed.complaints };
    return { parsed: true, value: use(document) };
  } finally {
    if (document !== 0) xml._xmlFreeDoc(document);
    xml._xmlFreeParserCtxt(context);
  }
}

/** A set of schema files, compiled. */
export interface CompiledSchema {
  /** What is wrong with a document; nothing when it is valid. */
  validate(document: Document): Complaint[];
  /** The bytes of the schema files by file name. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/**
 * Compiles a schema with what it imports from its own folder. Nothing else can be read, then or later.
 *
 * @param file path of the .xsd file to begin with
 * @throws when a file is no schema or names one that is not in the folder
 */
export function compileSchema(file: string): CompiledSchema {
  let schema = compiledSchemas.get(file);
  if (schema === undefined) compiledSchemas.set(file, (schema = compile(file)));
  return schema;
}

/** A schema stays for as long as the process: libxml2 shares it between all messages. */
const compiledSchemas = new Map<string, CompiledSchema>();

function compile(file: string): CompiledSchema {
  const folder = dirname(file);
  const names = readdirSync(folder).filter((name) => name.endsWith('.xsd'));
  const files = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
  const root = files.get(basename(file));
  if (root === undefined) throw new Error(`There is no schema ${file}`);
  const schema = withSchemaFiles(files, () => parseSchema(root, basename(file)));
  return { files, validate: (document) => validate(schema, document) };
}

function parseSchema(root: Buffer, name: string): number {
  const url = allocate(name);
  try {
    const compiled = withDocument(
      root,
      (document) => {
        const context = xml._xmlSchemaNewDocParserCtxt(document);
        try {
          xml._xmlSchemaSetParserStructuredErrors(context, collector, 0);
          return collect(() => xml._xmlSchemaParse(context));
        } finally {
          xml._xmlSchemaFreeParserCtxt(context);
        }
      },
      url,
    );
    const wrong = compiled.parsed ? compiled.value.complaints : compiled.complaints;
    if (!compiled.parsed || compiled.value.result === 0 || wrong.length > 0) {
      throw new Error(
        `${name} cannot be compiled: ${wrong.map((complaint) => complaint.message).join('; ')}`,
      );
    }
    return compiled.value.result;
  } finally {
    xml._free(url);
  }
}

/** While `work` runs, libxml2 may open these files and no other; afterwards none at all. */
function withSchemaFiles<T>(files: ReadonlyMap<string, Buffer>, work: () => T): T {
  const open = new Map<number, { bytes: Buffer; at: number }>();
  let next = 1;
  const callbacks = [
    xml.addFunction((name: number) => (files.has(string(name)) ? 1 : 0), 'ii'),
    xml.addFunction((name: number) => {
      const bytes = files.get(string(name));
      if (bytes === undefined) return 0;
      open.set(next, { bytes, at: 0 });
      return next++;
    }, 'ii'),
    xml.addFunction((handle: number, to: number, length: number) => {
      const file = open.get(handle);
      if (file === undefined) return -1;
      const part = file.bytes.subarray(file.at, file.at + length);
      xml.HEAPU8.set(part, to);
      file.at += part.length;
      return part.length;
    }, 'iiii'),
    xml.addFunction((handle: number) => (open.delete(handle) ? 0 : -1), 'ii'),
  ] as const;
  try {
    xml._xmlRegisterInputCallbacks(...callbacks);
    return work();
  } finally {
    xml._xmlCleanupInputCallbacks();
    for (const callback of callbacks) xml.removeFunction(callback);
  }
}

function validate(schema: number, document: Document): Complaint[] {
  const context = xml._xmlSchemaNewValidCtxt(schema);
  if (context === 0) throw new Error('libxml2 is out of memory');
  try {
    xml._xmlSchemaSetValidStructuredErrors(context, collector, 0);
    const validated = collect(() => xml._xmlSchemaValidateDoc(context, document));
    if (validated.result < 0) throw new Error('libxml2 could not validate a document');
    if (validated.result > 0 && validated.complaints.length === 0) {
      throw new Error('libxml2 refused a document without a reason');
    }
    return validated.complaints;
  } finally {
    xml._xmlSchemaFreeValidCtxt(context);
  }
}
