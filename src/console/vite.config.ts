import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Built into the gateway's static files; in development the API is that of a gateway on its usual port.
export default defineConfig({
  base: '/console/',
  plugins: [react(), tailwindcss()],
  build: { outDir: '../Signalbox/wwwroot/console', emptyOutDir: true, assetsInlineLimit: 0 },
  server: { proxy: { '/admin': 'http://127.0.0.1:4000', '/v1': 'http://127.0.0.1:4000' } },
});
