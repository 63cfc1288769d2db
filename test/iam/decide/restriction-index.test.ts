import * as fc from 'fast-check';
import type { Box } from '../../../lib/iam/decide/boxes';
import { RestrictionIndex } from '../../../lib/iam/decide/restriction-index';
import { Language } from '../../../lib/iam/language/language';
import { globPattern } from '../../../lib/iam/language/pattern';
import { Steps } from '../../../lib/iam/language/steps';
import { runs } from '../../property-runs';

const glob = (text: string) => text.includes('*') ? Language.patterns([globPattern(text, 'itself')]) : Language.texts([text]);
const text = fc.array(fc.constantFrom('a', 'b', '\uFFFF', '*'), { maxLength: 4 }).map((letters) => letters.join(''));
/** Of four dimensions, some of which are restricted. */
const restricted = fc.array(fc.option(text, { freq: 2 }), { minLength: 4, maxLength: 4 });
const boxOf = (texts: readonly (string | null)[]): Box => texts.map((own) => own === null ? Language.every : glob(own));

test('finds all that meet a box, in their order', () => {
  fc.assert(fc.property(fc.array(restricted, { minLength: 1, maxLength: 40 }), restricted, (all, asked) => {
    const items = all.map((texts, i) => ({ i, texts, restrictions: texts.flatMap((own, dimension) => own === null ? [] : [[dimension, glob(own)] as const]) }));
    const near = new RestrictionIndex(items).near(boxOf(asked));
    const steps = new Steps(1_000_000);
    const meeting = items.filter(({ texts }) => boxOf(texts).every((own, dimension) => !(own as Language).and(boxOf(asked)[dimension] as Language, steps).isEmpty(steps)));
    expect(near.map(({ i }) => i)).toEqual([...near].map(({ i }) => i).sort((a, b) => a - b));
    expect(meeting.filter((item) => !near.includes(item))).toEqual([]);
  }), runs(60, 5_000));
});

test('leaves out what begins otherwise, by the dimension that tells most apart', () => {
  const items = Array.from({ length: 30 }, (_, i) => ({ i, restrictions: [[0, glob(`a${i % 2}*`)], [3, glob(`b${i}`)]] as const }));
  expect(new RestrictionIndex(items).near(boxOf(['a0*', null, null, 'b4*'])).map(({ i }) => i)).toEqual([4]);
  expect(new RestrictionIndex(items).near(boxOf(['a1x', null, null, null]))).toHaveLength(15);
});

test('what begins with anything is always near', () => {
  const items = [...Array.from({ length: 25 }, (_, i) => ({ i, restrictions: [[3, glob(`p${i}*`)]] as const })), { i: 25, restrictions: [[3, glob('*x')]] as const }, { i: 26, restrictions: [[3, glob('p*')]] as const }, { i: 27, restrictions: [] }];
  const near = (own: string) => new RestrictionIndex(items).near(boxOf([null, null, null, own])).map(({ i }) => i);
  expect([near('p7x'), near('p2*'), near('q')]).toEqual([[7, 25, 26, 27], [2, 20, 21, 22, 23, 24, 25, 26, 27], [25, 27]]);
});
