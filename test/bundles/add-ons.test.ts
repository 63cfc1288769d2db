import { readFileSync } from 'fs';
import { join } from 'path';
import { accountsOfAddOn, addOnNamed, addOnOfBundle, addOnWithoutRole, ADD_ONS, ADD_ONS_WITHOUT_ROLE } from '../../lib/bundles/add-ons';
import { DEFINITIONS } from '../../lib/bundles/definitions';
import { usualNames } from '../../lib/bundles/usual-names';

test('each add-on is named once, has its source, and is for bundles that there are', () => {
  const all = [...ADD_ONS, ...ADD_ONS_WITHOUT_ROLE];
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(all.filter(({ source }) => !/^https:\/\/(?:docs\.aws\.amazon\.com|github\.com)\/\S+$/.test(source))).toEqual([]);
  const ids = DEFINITIONS.flatMap(({ id }) => [id, id.split('.')[0]]);
  expect(ADD_ONS.flatMap(({ bundles }) => bundles).filter((bundle) => !ids.includes(bundle))).toEqual([]);
  [ADD_ONS, ADD_ONS_WITHOUT_ROLE].forEach((list) => expect(list.map(({ name }) => name)).toEqual(list.map(({ name }) => name).sort()));
});

test('a bundle leads to its add-on, which runs as the bundle\'s usual service account', () => {
  expect(addOnOfBundle('ebsCsi.driver')?.name).toBe('aws-ebs-csi-driver');
  expect(['s3.read', 'constructor', 'toString.x'].map(addOnOfBundle)).toEqual([undefined, undefined, undefined]);
  const differ = DEFINITIONS.flatMap(({ id }) => {
    const [addOn, usual] = [addOnOfBundle(id), usualNames(id)];
    return addOn === undefined || usual === undefined || accountsOfAddOn(addOn).includes(`${usual.namespace}/${usual.serviceAccount}`) ? [] : [id];
  });
  expect(differ).toEqual([]);
});

test('names of JavaScript are none of add-ons', () => {
  expect(['constructor', '__proto__'].flatMap((name) => [addOnNamed(name), addOnWithoutRole(name)])).toEqual(Array(4).fill(undefined));
});

test('the page has a row for each add-on, with its source', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'addons.md'), 'utf-8');
  const rows = [
    ...ADD_ONS.map((addOn) => `| [\`${addOn.name}\`](${addOn.source}) | ${accountsOfAddOn(addOn).map((name) => `\`${name}\``).join(', ')} | ` +
      `${addOn.ways.map((way) => way === 'irsa' ? 'IRSA' : `EKS Pod Identity${addOn.podIdentitySince === undefined ? '' : ` from ${addOn.podIdentitySince}`}`).join(', ')} | ` +
      `${addOn.bundles.map((bundle) => `\`${bundle}\``).join(', ')} |`),
    ...ADD_ONS_WITHOUT_ROLE.map(({ name, because, source }) => `| [\`${name}\`](${source}) | ${because} |`),
  ];
  expect(rows.filter((row) => !page.includes(`${row}\n`))).toEqual([]);
});
