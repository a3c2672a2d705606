import { geoAzimuthalEqualArea } from 'd3-geo'

/** How large the map is, in units of its own: all of Europe's cities and what is around them. */
export const size = { width: 960, height: 900 } as const

/** Lambert's equal areas around the middle of Europe: no country looks larger than it is. */
export function projection() {
  return geoAzimuthalEqualArea().rotate([-10, -52]).scale(1500).translate([440, 420])
}

const onMap = projection()

/** A point of the map, in its units. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Where a place stands on the map; undefined for one that is unknown or lies beyond its edges. */
export function pointOf(location: { latitude: number; longitude: number } | null): Point | undefined {
  const [x, y] = (location && onMap([location.longitude, location.latitude])) ?? []
  if (x === undefined || y === undefined) return undefined
  return x >= 0 && y >= 0 && x <= size.width && y <= size.height ? { x, y } : undefined
}
