import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { requireCurrentBuild } from './current-build';

const BUILD = join(__dirname, '..', 'build');

test('users see no internal member of a class: jsii hides them from other languages, and the declarations from TypeScript', () => {
  requireCurrentBuild();
  const files = readdirSync(BUILD, { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.d.ts'));
  const lines = files.flatMap((file) => readFileSync(join(BUILD, file), 'utf-8').split('\n').map((line) => `${file}: ${line.trim()}`));
  expect(lines).toContain('role/service-account-role.d.ts: addBundle(bundle: IPolicyBundle): void;');
  expect(lines.filter((line) => /: (?:(?:static|readonly|get|set) )*_\w+[?(:<]|@internal/.test(line))).toEqual([]);
});
