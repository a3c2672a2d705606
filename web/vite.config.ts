import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { europe } from './scripts/europe'

const server = process.env['WELDI_BASE_URL'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [svelte(), europe(), noEmbeddedFonts(), textFirst()],
  build: {
    // Below 2023's browsers nothing of the design works any more; newer syntax than that is lowered.
    target: 'es2022',
    // The server forbids data: addresses, so small files stay files.
    assetsInlineLimit: 0,
    // Every browser that this build serves knows modulepreload.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    // Which file needs which, for scripts/size.mjs; the server does not serve names that begin with a dot.
    manifest: '.manifest.json',
    rolldownOptions: {
      input: { client: 'index.html', graphiql: 'graphiql/index.html' },
      output: {
        // What nearly every page needs comes in few files: each costs a little of its own. The first group keeps apart what
        // src/main.ts needs at once: in the others it would bring all of Svelte along before the text can be read.
        codeSplitting: {
          groups: [
            { name: 'preload-helper', test: /preload-helper/, priority: 1 },
            { name: 'asking', test: /\/src\/api\/(client|task\.svelte|later\.svelte|answers\.svelte|memory)\.ts$/ },
            { name: 'texts', test: /\/src\/(parts\/((text|failure|skeleton|site-header|site-footer)\/\w+|comparison\/chosen)|pages\/text\/served-text)\.(?!examples)/ },
          ],
        },
        // So that words can be told from the files of the editor, and from each other: [name] is the language alone.
        chunkFileNames({ facadeModuleId }) {
          const words = /\/src\/messages\/(?:(\w+)\/)?\w+\.ts/.exec(facadeModuleId ?? '')
          return words ? `assets/client-messages-[name]-${words[1] ?? 'home'}-[hash].js` : 'assets/[name]-[hash].js'
        },
      },
      // The packages below GraphiQL say "use client" hundreds of times, which means nothing here.
      onLog(level, log, report) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log)
      },
    },
  },
  server: {
    proxy: { '/graphql': server, '/files': server },
  },
  test: {
    include: ['src/**/*.test.ts'],
  },
})

/** GraphiQL's style sheet carries its fonts as data: addresses, which the server forbids. The system's fonts do. */
function noEmbeddedFonts(): Plugin {
  return {
    name: 'no-embedded-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!/node_modules\/.*\.css(\?|$)/.test(id)) return null
      return { code: code.replace(/@font-face\s*{[^}]*}/g, ''), map: null }
    },
  }
}

/** What the server writes into the page can be read without any script: none stands in the way of its being shown. */
function textFirst(): Plugin {
  return {
    name: 'text-first',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace(/<(script type="module"|link rel="modulepreload") crossorigin/g, '<$1 crossorigin fetchpriority="low"'),
    },
  }
}
