import { Domain } from 'aws-cdk-lib/aws-opensearchservice';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { OpenSearchBundle } from '../../../lib/bundles/services/open-search';
import { OpenSearchServerlessBundle } from '../../../lib/bundles/services/open-search-serverless';

const domain = (stack: Stack) => Domain.fromDomainAttributes(stack, 'Domain', {
  domainArn: 'arn:aws:es:eu-central-1:111122223333:domain/shop', domainEndpoint: 'search-shop.eu-central-1.es.amazonaws.com',
});

export const SAMPLES: readonly Sample[] = [
  {
    name: 'openSearch.request',
    make: (stack) => OpenSearchBundle.request({ domains: [domain(stack)] }),
    values: { domains: ['shop'] },
  },
  {
    name: 'openSearch.request-limited',
    make: (stack) => OpenSearchBundle.request({ domains: [domain(stack)], paths: ['orders/_search', 'orders/_doc/*'], methods: ['POST', 'PUT'] }),
    values: { domains: ['shop'], paths: ['orders/_search', 'orders/_doc/*'], methods: ['POST', 'PUT'] },
  },
  {
    name: 'openSearch.request-change',
    make: (stack) => OpenSearchBundle.request({ domains: [domain(stack)], paths: ['orders/*'], methods: ['DELETE', 'PATCH'] }),
    values: { domains: ['shop'], paths: ['orders/*'], methods: ['DELETE', 'PATCH'] },
  },
  {
    name: 'openSearchServerless.access',
    make: () => OpenSearchServerlessBundle.access({ collectionIds: ['0a1b2c3d4e5f6g7h8i9j'], dashboards: true }),
    values: { collectionIds: ['0a1b2c3d4e5f6g7h8i9j'], dashboards: true },
  },
];
