import type { KeyConstraint } from '../iam/decide/question';
import { TextSet } from '../iam/language/text-set';

/** Addresses all over the internet: who asks from one of them comes from nowhere in particular. */
export const ADDRESSES = ['203.0.113.7', '8.9.10.11', '45.79.1.2', '91.198.174.3', '133.11.9.8', '172.67.5.4', '2600:1f18::7', '2a00:1450::7'];

/** Keys that say who somebody is, with what they are for a stranger. */
export const STRANGERS_KEYS: Readonly<Record<string, KeyConstraint>> = {
  // Who is of no organization has neither.
  'aws:principalorgid': { values: TextSet.equals('o-stranger00'), mayBeAbsent: true },
  'aws:principalorgpaths': { values: TextSet.equals('o-stranger00/r-zzzz/'), mayBeAbsent: true },
  'aws:userid': { values: TextSet.like('AROASTRANGER000000000:*', 'AIDASTRANGER000000000') },
  'aws:sourcevpc': { values: TextSet.equals('vpc-0stranger00000000'), mayBeAbsent: true },
  'aws:sourcevpcarn': { values: TextSet.like('arn:*:ec2:*:999999999999:vpc/vpc-0stranger00000000'), mayBeAbsent: true },
  'aws:sourcevpce': { values: TextSet.equals('vpce-0stranger0000000'), mayBeAbsent: true },
  'aws:vpceaccount': { values: TextSet.equals('999999999999'), mayBeAbsent: true },
  'aws:vpceorgid': { values: TextSet.equals('o-stranger00'), mayBeAbsent: true },
  'aws:vpceorgpaths': { values: TextSet.equals('o-stranger00/r-zzzz/'), mayBeAbsent: true },
  // Through an endpoint of a network of their own, there is none.
  'aws:sourceip': { values: TextSet.equals(...ADDRESSES), mayBeAbsent: true },
  // Nobody but AWS sets them.
  'aws:sourceaccount': {},
  'aws:sourcearn': {},
  'aws:sourceorgid': {},
  'aws:sourceorgpaths': {},
  'aws:principalservicename': {},
  'aws:principalservicenameslist': {},
  'aws:principalisawsservice': { values: TextSet.equals('false') },
  'aws:viaawsservice': { values: TextSet.equals('false') },
  'aws:calledvia': {},
  'aws:calledviafirst': {},
  'aws:calledvialast': {},
};

/** Keys whose values a stranger does not know, or does not have: those that the trust names in whole keep strangers out. */
export const OF_THOSE_MEANT: ReadonlySet<string> = new Set(['sts:externalid', 'aws:federatedprovider', 'ec2:sourceinstancearn', 'lambda:sourcefunctionarn']);
