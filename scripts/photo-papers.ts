/** Papers as people hold them, in typst's own language; nobody in them exists. */

const HEAD = `#set page(width: 210mm, height: 297mm, margin: 24mm)
#set text(font: "Tinos", size: 13pt, lang: "vi")
#align(center)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\ #line(length: 40%)]
#v(8mm)
`
const line = (label: string, value: string): string => `${label}: #h(2mm) _${value}_ #h(1fr) \\\n`

const birthNotice = `${HEAD}
#align(center)[#text(size: 20pt)[*GIẤY CHỨNG SINH*] \\ Số: 0417/2026, Quyển số: 12]
#v(6mm)
${line('Họ và tên mẹ', 'Trần Thị Thu Hà')}${line('Năm sinh', '1996')}${line('Số định danh cá nhân', '001196999000')}
${line('Nơi thường trú', 'số 5 phố Thử, phường Ba Đình, thành phố Hà Nội')}
${line('Đã sinh con vào lúc', '08 giờ 15 phút, ngày 19 tháng 10 năm 2026')}
${line('Tại', 'Bệnh viện Thử nghiệm')}${line('Số con trong lần sinh này', '01')}
${line('Giới tính của con', 'Nữ')}${line('Cân nặng', '3.200 gam')}${line('Dự định đặt tên con', 'Nguyễn Hoàng Minh Anh')}
Ghi chú: #lorem(60)
#v(8mm)
#grid(columns: (1fr, 1fr), align: center)[*Người đỡ đẻ* \\ (ký, ghi rõ họ tên)][Hà Nội, ngày 20 tháng 10 năm 2026 \\ *Thủ trưởng cơ sở* \\ #v(6mm) #circle(radius: 15mm, stroke: 1.4pt + red)[#set align(center + horizon); #text(red, 9pt)[BỆNH VIỆN \\ THỬ NGHIỆM]]]
`

const marriage = `${HEAD}
#align(center)[#text(size: 22pt)[*GIẤY CHỨNG NHẬN KẾT HÔN*] \\ Số: 88/2023]
#v(6mm)
#grid(columns: (1fr, 1fr), gutter: 8mm)[
Họ, chữ đệm, tên vợ: \\ *TRẦN THỊ THU HÀ* \\ Ngày sinh: 14/3/1996 \\ Dân tộc: Kinh \\ Quốc tịch: Việt Nam \\ Nơi cư trú: phường Ba Đình, Hà Nội \\ Giấy tờ tùy thân: CC 001196999000
][
Họ, chữ đệm, tên chồng: \\ *NGUYỄN MINH ĐỨC* \\ Ngày sinh: 02/9/1993 \\ Dân tộc: Kinh \\ Quốc tịch: Việt Nam \\ Nơi cư trú: phường Ngọc Hà, Hà Nội \\ Giấy tờ tùy thân: CC 001093999111
]
#v(8mm)
Giấy chứng nhận này có giá trị kể từ ngày ký. #lorem(40)
#v(6mm)
#rect(width: 100%, height: 60mm, stroke: 0.6pt)[#lorem(70)]
`

const list = `${HEAD}
#align(center)[#text(size: 18pt)[*BẢN KÊ NHÂN KHẨU*]]
#v(4mm)
#table(columns: (auto, 2fr, 1fr, 1.4fr, 2fr), inset: 6pt,
[*TT*], [*Họ và tên*], [*Năm sinh*], [*Quan hệ*], [*Ghi chú*],
${Array.from({ length: 14 }, (_, i) => `[${i + 1}], [Người Thử Thứ ${i + 1}], [${1950 + i * 5}], [${i % 2 ? 'Con' : 'Chủ hộ'}], [thường trú từ ${2001 + i}],`).join('\n')}
)
#v(6mm)
#lorem(45)
`

/** A form with much white: a short note in large letters, as people write by hand. */
const note = `#set page(width: 210mm, height: 297mm, margin: 28mm)
#set text(font: "Tinos", size: 17pt, lang: "vi", style: "italic")
#align(center)[*GIẤY CAM ĐOAN*]
#v(10mm)
Tôi tên là Trần Thị Thu Hà, sinh ngày 14 tháng 3 năm 1996, hiện ở số 5 phố Thử, phường Ba Đình. Tôi cam đoan việc sinh con của tôi là đúng sự thật.
#v(20mm)
#align(right)[Hà Nội, ngày 21 tháng 10 năm 2026 \\ #v(4mm) Thu Hà #h(12mm)]
`

export const PAPERS: readonly string[] = [birthNotice, marriage, list, note]
