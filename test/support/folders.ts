/** Where tests keep what they write: what lives for one run in memory where there is room, what outlives it on the disk. */
import { accessSync, constants, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'

/** More than a run ever needs: a dozen databases, state folders of programs, profiles of browsers. */
const ROOM = 6_000_000_000
const IN_MEMORY = '/dev/shm'

/**
 * For the files of one run: making a database out of a template makes 1,500 files, which takes a disk's file system ten times as
 * long as one in memory. Whoever sets TMPDIR decides; where memory is short it is the ordinary temporary folder.
 */
export function quickFolder(): string {
  return process.env['TMPDIR'] === undefined && hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir()
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    accessSync(folder, constants.W_OK | constants.X_OK)
    return bavail * bsize > ROOM && freemem() > ROOM
  } catch {
    return false // not Linux, or nothing for us
  }
}

/** For what is made once and used by later runs, and for disks that are files. The launcher says where TMPDIR was before it. */
export function lastingFolder(): string {
  return process.env['MOTCUA_TEST_LASTING'] ?? tmpdir()
}
