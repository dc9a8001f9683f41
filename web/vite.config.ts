// How the page is built: hashed assets, nothing inlined, so that it runs under a strict Content-Security-Policy.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

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
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
