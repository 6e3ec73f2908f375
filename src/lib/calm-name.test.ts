import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calmName } from './calm-name.ts'

test('names in capitals alone are written as sentences; others stay as they are', () => {
  for (const [published, shown] of [
    ['THỦ TỤC THÀNH LẬP HỘI (CẤP TỈNH).', 'Thủ tục thành lập hội (cấp tỉnh).'],
    [
      'MỜI NGƯỜI NƯỚC NGOÀI VÀO VIỆT NAM ĐỂ GIẢNG ĐẠO',
      'Mời người nước ngoài vào Việt Nam để giảng đạo',
    ],
    ['Thủ tục đăng ký khai sinh', 'Thủ tục đăng ký khai sinh'],
    ['Cấp Giấy phép BVTV', 'Cấp Giấy phép BVTV'],
    ['', ''],
  ] as const)
    assert.equal(calmName(published), shown)
})
