import type { Point } from './projection'

/** A territory on the map, and how many practices it stands for. */
export interface Spot extends Point {
  readonly key: string
  readonly name: string
  readonly count: number
}

/** Territories that one mark stands for, because two would lie on top of each other. The largest comes first. */
export interface Cluster extends Point {
  readonly spots: readonly Spot[]
  readonly count: number
  /** In pixels. */
  readonly radius: number
}

/** Marks grow with what they stand for, and none is too small to be hit. */
const smallest = 12
const largest = 22

function radiusOf(count: number): number {
  return Math.min(smallest + 2 * Math.sqrt(Math.max(count - 1, 0)), largest)
}

/** Puts spots together until no two marks overlap. `unit` is how many units of the map a pixel is wide. */
export function clustersOf(spots: readonly Spot[], unit: number): Cluster[] {
  let clusters = [...spots].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name)).map((spot) => join([spot]))
  for (;;) {
    const pair = firstOverlap(clusters, unit)
    if (!pair) return clusters
    const [one, other] = pair
    const joined = join([...one.spots, ...other.spots].sort((a, b) => b.count - a.count))
    clusters = clusters.flatMap((cluster) => (cluster === one ? joined : cluster === other ? [] : cluster))
  }
}

/** A cluster stands where its largest spot does: a mark in the sea between two towns would be none of them. */
function join(spots: readonly Spot[]): Cluster {
  const count = spots.reduce((sum, spot) => sum + spot.count, 0)
  const { x, y } = spots[0] ?? { x: 0, y: 0 }
  return { spots, count, x, y, radius: radiusOf(count) }
}

function firstOverlap(clusters: readonly Cluster[], unit: number): [Cluster, Cluster] | undefined {
  for (const [i, one] of clusters.entries()) {
    const other = clusters.find((other, j) => j > i && Math.hypot(one.x - other.x, one.y - other.y) < (one.radius + other.radius) * unit)
    if (other) return [one, other]
  }
  return undefined
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** On which side of each mark its name has room; a mark that is not listed shows it only when it is pointed at. */
export function sidesOf(clusters: readonly Cluster[], nameOf: (cluster: Cluster) => string, unit: number, width: number) {
  const taken: Box[] = clusters.map(({ x, y, radius }) => around(x, y, radius * unit, radius * unit))
  const sides = new Map<Cluster, 'left' | 'right'>()
  for (const cluster of clusters) {
    const side = (['right', 'left'] as const).find((side) => {
      const box = boxOf(cluster, nameOf(cluster), side, unit)
      const isFree = box.left >= 0 && box.right <= width && !taken.some((other) => meets(box, other))
      if (isFree) taken.push(box)
      return isFree
    })
    if (side) sides.set(cluster, side)
  }
  return sides
}

/** About how wide a letter is, and how high a line, in pixels. */
const letter = 7.5
const line = 16

function boxOf({ x, y, radius }: Cluster, name: string, side: 'left' | 'right', unit: number): Box {
  const half = (name.length * letter * unit) / 2
  const middle = (radius + 5) * unit + half
  return around(side === 'right' ? x + middle : x - middle, y, half, (line / 2) * unit)
}

function around(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight }
}

function meets(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}
