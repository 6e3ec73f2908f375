/**
 * Disks of our own on Linux, as root: a file that is an ext4 disk, lying on XFS so that a copy of it is made in one instant.
 * The copy is what a power cut leaves: what the system still held in its memory is not in it.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lastingFolder } from './folders.ts'

export type Disk = {
  /** Where it is mounted. */
  readonly folder: string
  /** Everything written up to now reaches the disk: what stands on it was installed long ago. */
  settle(): void
  /** The disk as it is in this instant, under another name; returns the file. */
  cut(name: string): string
  /** Mounts such a copy (ext4 replays its journal, as after a power cut) for as long as `look` runs. */
  after<T>(image: string, look: (folder: string) => Promise<T>): Promise<T>
  /** Unmounts and removes everything. */
  remove(): void
}

export type DiskSize = { megabytes: number; copies: number }

/** Throws with the tool's own words where disks cannot be made (no root, no loop devices, no xfsprogs). */
export function makeDisk({ megabytes, copies }: DiskSize): Disk {
  const base = mkdtempSync(join(lastingFolder(), 'motcua-disk-'))
  chmodSync(base, 0o755)
  const [outer, folder] = [join(base, 'shelf'), join(base, 'disk')]
  const mounted: string[] = []
  const remove = (): void => {
    for (const each of mounted.toReversed()) run('umount', '--lazy', each)
    rmSync(base, { recursive: true, force: true })
  }
  try {
    const shelf = blankImage(join(base, 'shelf.img'), megabytes * (1 + copies))
    run('mkfs.xfs', '-q', '-m', 'reflink=1', shelf)
    mount(shelf, outer, mounted)
    const image = blankImage(join(outer, 'disk.img'), megabytes)
    run('mkfs.ext4', '-q', '-F', image)
    mount(image, folder, mounted)
  } catch (error) {
    remove()
    throw error
  }
  return {
    folder,
    settle: () => run('sync', '--file-system', folder),
    cut: (name) => {
      const copy = join(outer, `${name}.img`)
      run('cp', '--reflink=always', join(outer, 'disk.img'), copy)
      return copy
    },
    after: async (image, look) => {
      const place = join(base, 'after')
      mount(image, place, mounted)
      try {
        return await look(place)
      } finally {
        run('umount', place)
        mounted.pop()
        rmSync(image)
      }
    },
    remove,
  }
}

/** A disk of a fixed size in memory, for filling up. */
export function smallDisk(megabytes: number): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-small-'))
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder)
  return {
    folder,
    remove: () => {
      run('umount', '--lazy', folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function blankImage(file: string, megabytes: number): string {
  writeFileSync(file, '')
  truncateSync(file, megabytes * 1024 * 1024)
  return file
}

function mount(image: string, place: string, mounted: string[]): void {
  mkdirSync(place, { recursive: true })
  run('mount', '-o', 'loop', image, place)
  mounted.push(place)
  chmodSync(place, 0o755)
}

function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`)
}
