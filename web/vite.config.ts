// How the page is built: hashed assets, nothing inlined, so that it runs under a strict Content-Security-Policy; and the
// worker that keeps it for when there is no network, which must know the names of all of them.
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['JALON_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/',
  // The words of the product lie beside `web/`, where the server reads them too.
  server: {
    fs: { allow: [fileURLToPath(new URL('..', import.meta.url))] },
    proxy: { '/api': server, '/tiles': server },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/worker.ts' },
      // A worker is found by its address: it has no hash in its name.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [shell()],
});

/** Writes the names of the page's own files into the worker. */
function shell(): Plugin {
  return {
    name: 'jalon-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('there is no worker to write the files into');
        if (worker.imports.length > 0) throw new Error('the worker imports something: browsers load it as one plain file');
        worker.code = worker.code.replace(/\b__SHELL__\b/, JSON.stringify(files.sort().map((name) => `/${name}`)));
      },
    },
  };
}
