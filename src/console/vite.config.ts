import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const gateway = process.env.SIGNALBOX_URL ?? 'http://127.0.0.1:4000';

// Built into the gateway's static files. In development the API is that of a running gateway.
export default defineConfig({
  base: '/console/',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../Signalbox/wwwroot/console',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // The colours rely on light-dark(): it stays as it is.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
  server: { proxy: { '/admin': gateway, '/ui/api': gateway, '/v1': gateway } },
  // The palette is read by its test.
  test: { include: ['src/**/*.test.ts'], css: { include: [/tokens\.css/] } },
});
