import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DossierEvent } from '../dossier/events.ts'
import { remarksOn } from './file-remarks.ts'

test('the official reads what the sender was told of a picture and where a paper was taken over from', () => {
  const plain = { id: 'a', sha256: 'x', size: 1, mediaType: 'image/png' }
  const files = [
    plain,
    { ...plain, id: 'b', remark: 'blurred', turned: 90 },
    { ...plain, id: 'c', reusedFrom: { level: 3, dossier: 'd' } },
  ]
  const filed = { kind: 'filed', body: { papers: [{ paper: 'p', files }] } }
  const history = [filed as never as DossierEvent]
  assert.deepEqual(remarksOn(history, 'a'), [])
  assert.match(remarksOn(history, 'b').join(' '), /ảnh có vẻ mờ\. Người nộp vẫn gửi\..*90°/)
  assert.deepEqual(remarksOn(history, 'c'), ['Người nộp dùng lại kết quả của một hồ sơ trước.'])
})
