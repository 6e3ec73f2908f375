/** A picture with numbered frames over it. The picture stays as it is; numbers and words stand beside it as a list too. */

export type Frame = { number: number; x: number; y: number; width: number; height: number }

export type MarkedPictureProps = {
  src: string
  /** What is on it, and that a list tells the marks in words. */
  alt: string
  frames: readonly Frame[]
  /** What the page is about comes at once; what is looked at later, later. */
  isFirst?: boolean
}

/** Most are photographs held upright: until one is there, its place is kept; then its own shape counts. */
const UPRIGHT = { width: 600, height: 800 }

export function MarkedPicture({ src, alt, frames, isFirst = false }: MarkedPictureProps) {
  return (
    <>
      <img
        src={src}
        alt={alt}
        width={UPRIGHT.width}
        height={UPRIGHT.height}
        {...(isFirst ? {} : { loading: 'lazy' as const })}
      />
      <Frames frames={frames} />
    </>
  )
}

/** Lies over the picture, whatever its size on the screen: everything in it is a share of the whole. */
function Frames({ frames }: { frames: readonly Frame[] }) {
  return (
    <svg class="marked__over" aria-hidden="true" focusable="false">
      {frames.map((frame) => (
        <OneFrame frame={frame} />
      ))}
    </svg>
  )
}

function OneFrame({ frame: { number, x, y, width, height } }: { frame: Frame }) {
  return (
    <g>
      <rect class="marked__halo" {...box({ x, y, width, height })} />
      <rect {...box({ x, y, width, height })} />
      <circle cx={share(inside(x))} cy={share(inside(y))} r="13" />
      <text x={share(inside(x))} y={share(inside(y))} dy=".35em">
        {number}
      </text>
    </g>
  )
}

function box(of: Omit<Frame, 'number'>) {
  return {
    x: share(of.x),
    y: share(of.y),
    width: share(of.width),
    height: share(of.height),
    rx: '4',
  }
}

/** A number in a corner is not cut off by the edge of the picture. */
function inside(at: number): number {
  return Math.min(0.95, Math.max(0.05, at))
}

function share(fraction: number): string {
  return `${Math.round(fraction * 10_000) / 100}%`
}
