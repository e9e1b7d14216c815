/**
 * Points on the map, and how far they are from each other.
 *
 * The host finds the point of an address; here it is kept and measured.
 *
 * @since 0.1.0
 */

/** A point in degrees of WGS 84, with at most six decimals: a decimetre or so. @category models */
export interface GeoPoint {
  /** North is positive; from -90 to 90. */
  readonly latitude: number
  /** East is positive; from -180 to 180. */
  readonly longitude: number
}

// The mean radius of the Earth in statute miles (6,371.0088 km).
const radius = 3_958.7613

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/**
 * The distance of two points in statute miles, as the crow flies; right to half a percent, since the Earth is taken for a
 * ball.
 *
 * @category queries
 */
export const miles = (one: GeoPoint, other: GeoPoint): number => {
  const sine = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2
  const parallels = Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude))
  const part = sine(other.latitude - one.latitude) + parallels * sine(other.longitude - one.longitude)
  // Of points on opposite sides the sum may come out a little above one.
  return 2 * radius * Math.asin(Math.sqrt(Math.min(1, part)))
}
