import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireCurrentBuild } from './current-build';

// jsii-rosetta translates the examples for the documents of each language: whoever writes Python sees Python. That they compile,
// test/readme.test.ts finds out.

interface Documented { readonly name: string; readonly kind?: string; readonly docs?: { readonly example?: string }; readonly static?: boolean }
interface JsiiClass extends Documented { readonly methods?: Documented[] }

/** A list of versions is an option of a bundle, whose example is enough. */
const isVersion = (name: string) => name.endsWith('Version');

test('each class has an example, and each way to an issuer has its own', () => {
  requireCurrentBuild();
  const types: JsiiClass[] = Object.values(JSON.parse(readFileSync(join(__dirname, '..', '.jsii'), 'utf8')).types);
  const classes = types.filter(({ kind, name }) => kind === 'class' && !isVersion(name));
  const factoriesOf = ({ methods = [] }: JsiiClass) => methods.filter((method) => method.static);
  const without = classes.filter((one) => ![one, ...factoriesOf(one)].some(({ docs }) => docs?.example)).map(({ name }) => name);
  expect(without).toEqual([]);
  const issuer = classes.find(({ name }) => name === 'ClusterIssuer')!;
  expect(factoriesOf(issuer).filter(({ docs }) => !docs?.example).map(({ name }) => name)).toEqual([]);
});
