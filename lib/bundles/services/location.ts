import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { regionalArnsWithoutAccount } from '../resources/place';
import { allow } from '../statement';

/** Options for `LocationBundle.use`. At least one must be true. */
export interface LocationUseOptions {
  /**
   * Allow searching places and addresses.
   *
   * @default false
   */
  readonly places?: boolean;

  /**
   * Allow calculating routes and matrices of them.
   *
   * @default false
   */
  readonly routes?: boolean;

  /**
   * Allow loading maps.
   *
   * @default false
   */
  readonly maps?: boolean;
}

/**
 * Amazon Location Service, without resources of one's own.
 *
 * @example
 * role.addBundle(LocationBundle.use({ places: true }));
 */
export class LocationBundle {
  /**
   * Search places, calculate routes, and load maps. Bundle id `location.use`.
   *
   * @see https://docs.aws.amazon.com/location/latest/developerguide/security_iam_id-based-policy-examples.html
   */
  public static use(options: LocationUseOptions): IPolicyBundle {
    return USE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [USE];
  }

  private constructor() {}
}

const PLACES = [
  'geo-places:Autocomplete', 'geo-places:Geocode', 'geo-places:GetPlace', 'geo-places:ReverseGeocode', 'geo-places:SearchNearby',
  'geo-places:SearchText', 'geo-places:Suggest',
];

const ROUTES = [
  'geo-routes:CalculateIsolines', 'geo-routes:CalculateRouteMatrix', 'geo-routes:CalculateRoutes', 'geo-routes:OptimizeWaypoints',
  'geo-routes:SnapToRoads',
];

const MAPS = ['geo-maps:GetStaticMap', 'geo-maps:GetTile'];

const USE = defineBundle<LocationUseOptions>()({
  id: 'location.use',
  summary: 'Search places, calculate routes, load maps',
  sources: ['https://docs.aws.amazon.com/location/latest/developerguide/security_iam_id-based-policy-examples.html'],
  parameters: {
    places: flag('Allow searching places and addresses.'),
    routes: flag('Allow calculating routes and matrices of them.'),
    maps: flag('Allow loading maps.'),
  },
  oneOf: ['places', 'routes', 'maps'],
  statements: ({ places, routes, maps }, { place }) => [
    ...(places ? [allow({ actions: PLACES, resources: regionalArnsWithoutAccount(place, 'geo-places', 'provider/default') })] : []),
    ...(routes ? [allow({ actions: ROUTES, resources: regionalArnsWithoutAccount(place, 'geo-routes', 'provider/default') })] : []),
    ...(maps ? [allow({ actions: MAPS, resources: regionalArnsWithoutAccount(place, 'geo-maps', 'provider/default') })] : []),
  ],
});
