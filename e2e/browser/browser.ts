import { Unavailable } from './install';

/** What of the library is used here, which is installed when the test runs. */
export interface Page {
  readonly keyboard: { readonly press: (key: string) => Promise<void>; readonly type: (text: string) => Promise<void> };
  setViewport(size: { width: number; height: number }): Promise<void>;
  emulateMediaFeatures(features: { name: string; value: string }[]): Promise<void>;
  emulateMediaType(type: string): Promise<void>;
  setJavaScriptEnabled(enabled: boolean): Promise<void>;
  goto(address: string): Promise<unknown>;
  evaluate<T>(script: string): Promise<T>;
  screenshot(options: { path: string }): Promise<unknown>;
  pdf(options: { path: string; format: string }): Promise<unknown>;
  on(event: string, listener: (item: any) => void): void;
  close(): Promise<void>;
}

export interface Browser {
  newPage(): Promise<Page>;
  version(): Promise<string>;
  close(): Promise<void>;
}

/** Starts the browser of the packages here. */
export async function startBrowser(): Promise<Browser> {
  const [{ default: chromium }, { default: puppeteer }] = await Promise.all([load('@sparticuz/chromium'), load('puppeteer-core')]);
  try {
    const args = await puppeteer.defaultArgs({ args: chromium.args, headless: 'shell' });
    return await puppeteer.launch({ args, executablePath: await chromium.executablePath(), headless: 'shell' });
  } catch (error) {
    throw new Unavailable(`the browser of @sparticuz/chromium cannot be started here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
}

/** They are modules of ES, and not there when this file is checked. */
async function load(name: string): Promise<any> {
  return import(name);
}
