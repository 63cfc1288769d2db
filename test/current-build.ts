import { existsSync, readdirSync, statSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..');

/** The compiled library must be that of lib/ as it stands, else the tests would judge something else. */
export function requireCurrentBuild(): void {
  const sources = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.ts'));
  const stale = sources.filter((file) => {
    const compiled = join(ROOT, 'build', file.replace(/\.ts$/, '.js'));
    return !existsSync(compiled) || statSync(compiled).mtimeMs < statSync(join(ROOT, 'lib', file)).mtimeMs;
  });
  if (stale.length > 0 || !existsSync(join(ROOT, '.jsii'))) {
    const shown = stale.length === 0 ? '.jsii' : `${stale.slice(0, 3).join(', ')}${stale.length > 3 ? ` and ${stale.length - 3} more` : ''}`;
    throw new Error(`build/ must be compiled from lib/ as it stands, but it is missing or older for ${shown}: run "npx projen compile" first`);
  }
}
