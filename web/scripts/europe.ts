// Cuts the map's Europe out of world-atlas, so that a reader loads a few kilobytes of lines and no geometry of the world.
import { createRequire } from 'node:module'
import { geoPath } from 'd3-geo'
import { merge, mesh } from 'topojson-client'
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification'
import type { Plugin } from 'vite'
import { projection, size } from '../src/parts/map/projection'

type Pair = readonly [number, number]

const name = 'virtual:europe'

/** Points nearer to each other than this, in units of the map, become one; smaller islands are left out. */
const finest = 1.5

/** Gives the module `virtual:europe`. */
export function europe(): Plugin {
  return {
    name: 'europe',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? cut() : undefined),
  }
}

function cut(): string {
  const atlas: Topology<{ countries: GeometryCollection }> = createRequire(import.meta.url)('world-atlas/countries-50m.json')
  const { countries } = atlas.objects
  const land = merge(atlas, countries.geometries as (Polygon | MultiPolygon)[])
  const borders = mesh(atlas, countries, (one, other) => one !== other)
  return `export const land = ${JSON.stringify(drawn(land))}\nexport const borders = ${JSON.stringify(drawn(borders))}\n`
}

/** A shape as the `d` of an SVG path, in whole units. */
function drawn(shape: Parameters<ReturnType<typeof geoPath>>[0]): string {
  const pen = new Pen()
  const edges = projection().clipExtent([[0, 0], [size.width, size.height]])
  geoPath(edges, pen as unknown as CanvasRenderingContext2D)(shape)
  return pen.text()
}

/** Takes lines down as d3-geo draws them, without the points that nobody would miss. */
class Pen {
  readonly #lines: { points: Pair[]; isClosed: boolean }[] = []

  moveTo(x: number, y: number): void {
    this.#lines.push({ points: [[Math.round(x), Math.round(y)]], isClosed: false })
  }

  lineTo(x: number, y: number): void {
    const points = this.#lines.at(-1)?.points
    const [lastX, lastY] = points?.at(-1) ?? [x, y]
    if (Math.hypot(x - lastX, y - lastY) >= finest) points?.push([Math.round(x), Math.round(y)])
  }

  closePath(): void {
    const line = this.#lines.at(-1)
    if (line) line.isClosed = true
  }

  text(): string {
    return this.#lines
      .filter(({ points, isClosed }) => points.length > (isClosed ? 3 : 1))
      .map(({ points, isClosed }) => steps(points) + (isClosed ? 'z' : ''))
      .join('')
  }
}

/** From the first point on, each says how far it is from the one before: shorter, and easily compressed. */
function steps([first = [0, 0], ...others]: Pair[]): string {
  let [x, y] = first
  const written = others.map(([nextX, nextY]) => {
    const step = `${nextX - x},${nextY - y}`
    x = nextX
    y = nextY
    return step
  })
  return `M${first.join(',')}l${written.join(' ')}`
}
