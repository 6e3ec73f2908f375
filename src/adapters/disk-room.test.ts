import assert from 'node:assert/strict'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { diskRoom } from './disk-room.ts'

const free = async (): Promise<number> => {
  const { bavail, bsize } = await statfs(tmpdir())
  return bavail * bsize
}

test('there is room while more than the reserve is free, and the end of it is told once', async () => {
  const told: boolean[] = []
  const onChange = (hasRoom: boolean): void => void told.push(hasRoom)
  const enough = diskRoom(tmpdir(), { reserveBytes: 1, onChange, everyMs: 0 })
  assert.equal(await enough(), true)
  const tooLittle = diskRoom(tmpdir(), { reserveBytes: (await free()) * 2, onChange, everyMs: 0 })
  assert.deepEqual([await tooLittle(), await tooLittle()], [false, false])
  assert.deepEqual(told, [false])
})

test('without a reserve, and where the disk does not say, there is room', async () => {
  const onChange = (): void => assert.fail('nothing changed')
  assert.equal(await diskRoom(tmpdir(), { reserveBytes: 0, onChange })(), true)
  assert.equal(await diskRoom('/không/có', { reserveBytes: 1, onChange })(), true)
})
