/** What a backup says of itself: `manifest.json` beside the data. Source: docs/backup.md, "What a backup is". */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';

const manifestName = 'manifest.json';
const hex = z.string().regex(/^[0-9a-f]{64}$/);

const factsSchema = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  seconds: z.number().min(0),
  version: z.string(),
  environment: z.enum(['test', 'live']),
  database: z.enum(['sqlite', 'postgres']),
  migrations: z.array(z.string()),
  counts: z.record(z.string(), z.number().int().min(0)),
  /** The newest seal of the audit: a chain that ends elsewhere is another one. */
  lastSeal: z.object({ sealNo: z.number().int(), hash: hex }).optional(),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int().min(0), sha256: hex })),
});

const manifestSchema = factsSchema.extend({ checksum: hex });

export type Manifest = z.output<typeof factsSchema>;

/** Writes the manifest of a folder whose files are all there. */
export async function writeManifest(
  folder: string,
  facts: Omit<Manifest, 'files' | 'format'>,
): Promise<Manifest> {
  const manifest: Manifest = { format: 1, ...facts, files: await describeFiles(folder) };
  const text = JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 2);
  await writeFile(join(folder, manifestName), `${text}\n`, { mode: 0o600, flush: true });
  return manifest;
}

/** The manifest, or why there is none to rely on. */
export async function readManifest(
  folder: string,
): Promise<
  { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly problem: string }
> {
  let text: string;
  try {
    text = await readFile(join(folder, manifestName), 'utf8');
  } catch {
    return { ok: false, problem: `${folder} is no backup: it has no ${manifestName}.` };
  }
  const read = manifestSchema.safeParse(jsonOf(text));
  if (!read.success) return { ok: false, problem: `${join(folder, manifestName)} is damaged.` };
  const { checksum, ...manifest } = read.data;
  if (checksum !== checksumOf(manifest)) {
    return { ok: false, problem: `${join(folder, manifestName)} was changed: its checksum does not fit.` };
  }
  return { ok: true, manifest };
}

/** Files that are not as the manifest says; none when all is well. */
export async function damagedFiles(folder: string, { files }: Manifest): Promise<readonly string[]> {
  const found = new Map((await describeFiles(folder)).map((file) => [file.path, file]));
  const damaged = files
    .filter(({ path, sha256 }) => found.get(path)?.sha256 !== sha256)
    .map(({ path }) => path);
  const known = new Set(files.map(({ path }) => path));
  return [...damaged, ...[...found.keys()].filter((path) => !known.has(path))];
}

async function describeFiles(folder: string): Promise<Manifest['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== manifestName)
    .sort();
  const files = [];
  for (const path of paths) {
    const { size } = await stat(join(folder, path));
    files.push({ path, bytes: size, sha256: await sha256Of(join(folder, path)) });
  }
  return files;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Over the parsed facts, in the order of the schema. */
function checksumOf(manifest: Manifest): string {
  return createHash('sha256')
    .update(JSON.stringify(factsSchema.parse(manifest)))
    .digest('hex');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
