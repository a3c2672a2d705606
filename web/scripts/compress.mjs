// Puts a Brotli and a gzip copy beside every text file of the build, so that the server compresses nothing twice and
// spends all the time on it that it takes. Part of `npm run build`.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist', import.meta.url))

/** Below this many bytes, what a copy saves is lost again in headers and packets. */
const shortest = 512

const compressions = {
  br: (content) =>
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gz: (content) => gzipSync(content, { level: constants.Z_BEST_COMPRESSION }),
}

// The client's own page is filled anew for every reader, so no copy of it would ever be sent.
const paths = (await readdir(dist, { recursive: true })).filter(
  (path) => /\.(js|css|html|svg|json|webmanifest)$/.test(path) && path !== 'index.html',
)
for (const path of paths) {
  const content = await readFile(join(dist, path))
  if (content.length < shortest) continue
  for (const [ending, compress] of Object.entries(compressions)) {
    const copy = compress(content)
    if (copy.length < content.length) await writeFile(join(dist, `${path}.${ending}`), copy)
  }
}
