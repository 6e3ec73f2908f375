import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromTcvn3 } from './tcvn3.ts'

test('names of old documents are read as they were meant', () => {
  for (const [old, today] of [
    ['NguyÔn V¨n Th¾ng', 'Nguyễn Văn Thắng'],
    ['TrÇn ThÞ BÝch Ph­¬ng', 'Trần Thị Bích Phương'],
    ['®Æng ®øc HiÕu', 'đặng đức Hiếu'],
    ['L­u Hång ¸nh', 'Lưu Hồng ánh'],
    ['Hoµng §×nh V÷ng', 'Hoàng Đình Vững'],
    ['Vò Quèc TuÊn ©n', 'Vũ Quốc Tuấn ân'],
  ] as const)
    assert.equal(fromTcvn3(old), today)
})

test('names of today, also of other countries, are left alone', () => {
  for (const name of ['Ngô Thị Ánh', 'Jörg Müller', 'Þóra', 'Muñoz', "O'Neil", 'Đỗ Mỹ Ý', ''])
    assert.equal(fromTcvn3(name), undefined, name)
})
