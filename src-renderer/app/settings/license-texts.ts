/** License texts of what the app carries, each loaded when it is looked at. */
const texts = import.meta.glob<string>(
  [
    '../../../LICENSE',
    '../../../node_modules/{bits-ui,csv-parse,csv-stringify,d3-array,d3-color,d3-format,d3-interpolate,d3-scale,d3-time,d3-time-format,date-fns,electron,electron-log,form-data,hono,internmap,jose,keytar,p-queue,runed,svelte,svelte-sonner,svelte-toolbelt,tabbable,undici,valibot,write-file-atomic}/{LICENSE,License,license}*',
    '../../../node_modules/{@floating-ui/core,@floating-ui/dom,@fontsource-variable/inter,@hono/node-server,@lucide/svelte,@tanstack/svelte-virtual,@tanstack/virtual-core}/{LICENSE,License,license}*',
  ],
  { query: '?raw', import: 'default', exhaustive: true },
);

export interface LicenseText {
  readonly name: string;
  readonly load: () => Promise<string>;
}

export const licenseTexts: readonly LicenseText[] = Object.entries(texts).map(([path, load]) => ({
  name: /node_modules\/(.+)\/[^/]+$/.exec(path)?.[1] ?? 'Gatehouse',
  load,
}));
