import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transformSync } from 'esbuild';
import { ROOT } from './folders';
import type { World } from './world';
import type { Mutation } from '../cases/mutations';

const OPTIONS = { format: 'cjs', target: 'es2022', platform: 'node' } as const;

/** Copies of the library, each with a fault. They are JavaScript, since only the file that has the fault differs from the others. */
export class FaultyLibraries {
  public static async of(world: World): Promise<FaultyLibraries> {
    const sound = world.subfolder('library');
    const entryPoints = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join(ROOT, 'lib', name));
    await build({ ...OPTIONS, entryPoints, outdir: sound, outbase: join(ROOT, 'lib') });
    return new FaultyLibraries(world, sound);
  }

  private constructor(private readonly world: World, private readonly sound: string) {}

  /** Makes a copy beside a link to the packages that it uses, and returns its first file. */
  public plant({ id, file, replace }: Mutation): string {
    const folder = this.world.subfolder('mutants', id);
    const library = join(folder, 'lib');
    cpSync(this.sound, library, { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const mutated = replace.reduce((text, [from, to]) => {
      if (text.split(from).length !== 2) {
        throw new Error(`lib/${file} must have the text of the fault once, got ${text.split(from).length - 1} times: ${JSON.stringify(from)}`);
      }
      return text.replace(from, () => to);
    }, readFileSync(join(ROOT, 'lib', file), 'utf8'));
    writeFileSync(join(library, file.replace(/\.ts$/, '.js')), transformSync(mutated, { ...OPTIONS, loader: 'ts' }).code);
    return join(library, 'index.js');
  }
}
