import assert from 'node:assert/strict'
import { test } from 'node:test'
import { receivedBy, type ListedProcedure } from './received-by.ts'

const others = ['bac ninh', 'dak lak', 'da nang', 'hai phong', 'thanh hoa']
const listed = (over: Partial<ListedProcedure>): ListedProcedure => ({
  code: '1.001193',
  portalKind: 'STANDARD',
  issuedBy: 'Bộ Tư pháp',
  performedBy: ['Ủy ban nhân dân cấp xã'],
  field: 'Hộ tịch',
  levels: [],
  ...over,
})
const kinds = (over: Partial<ListedProcedure>) => receivedBy(listed(over), others).receivedBy
const why = (over: Partial<ListedProcedure>) => receivedBy(listed(over), others).notReceived

test('a birth registration is received by communes', () => {
  assert.deepEqual(receivedBy(listed({}), others), { receivedBy: ['commune'], notReceived: null })
})

test('a procedure of a department is received by it and by the centre', () => {
  assert.deepEqual(kinds({ performedBy: ['Sở Tư pháp Thành phố Hà Nội'] }), [
    'department',
    'centre',
  ])
  assert.deepEqual(kinds({ performedBy: ['Văn phòng đăng ký đất đai'] }), ['department', 'centre'])
})

test('a procedure of the provincial committee is received by the city and the centre', () => {
  assert.deepEqual(kinds({ performedBy: ['Chủ tịch ủy ban nhân dân cấp tỉnh'] }), [
    'city',
    'centre',
  ])
})

test('no other province’s procedure reaches an office of ours', () => {
  assert.equal(why({ portalKind: 'SPECIFIC', issuedBy: 'UBND tỉnh Bắc Ninh' }), 'otherProvince')
  assert.equal(
    why({ performedBy: ['Sở Nông nghiệp và Môi trường - Tỉnh Đắk Lắk'] }),
    'otherProvince',
  )
  assert.equal(
    why({ performedBy: ['Sở Xây dựng - TP.HCM', 'Sở Ngoại vụ TP.Đà Nẵng'] }),
    'otherProvince',
  )
})

test('a procedure that Hà Nội and another city share is received here', () => {
  const performedBy = [
    'Sở Nông nghiệp và Môi trường Thành phố Hải Phòng',
    'Sở Nông nghiệp và Môi trường Thành phố Hà Nội',
  ]
  assert.deepEqual(kinds({ performedBy }), ['department', 'centre'])
})

test('internal, central, police and unknown procedures are not received', () => {
  assert.equal(why({ portalKind: 'STANDARD_INTERNAL' }), 'internal')
  assert.equal(why({ performedBy: ['Ngân hàng Nhà nước Việt Nam'] }), 'national')
  assert.equal(why({ performedBy: ['Công an cấp Xã'] }), 'national')
  assert.equal(why({ performedBy: [] }), 'unknown')
  assert.equal(why({ performedBy: ['Cơ quan khác'] }), 'unknown')
})

test('a withdrawn or malformed code is never received', () => {
  assert.equal(why({ code: '1.014955-Xoa' }), 'withdrawn')
  assert.equal(why({ code: '1.0133611' }), 'unknown')
})

test('without a named performer the level of the detail record decides', () => {
  assert.deepEqual(kinds({ performedBy: [], levels: ['Cấp xã'] }), ['commune'])
  assert.deepEqual(kinds({ performedBy: [], levels: ['Cấp tỉnh', 'Cấp xã'] }), [
    'commune',
    'department',
    'centre',
  ])
  assert.equal(why({ performedBy: [], levels: ['Cấp bộ'] }), 'national')
})

test('the level of a vertical authority says nothing of our offices', () => {
  assert.equal(why({ performedBy: [], levels: ['Cấp xã'], issuedBy: 'Bộ Công an' }), 'national')
  assert.equal(
    why({ performedBy: [], levels: ['Cấp xã'], issuedBy: 'Bộ Tài chính', field: 'Thuế' }),
    'national',
  )
})
