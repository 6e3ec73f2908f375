import type { FastifyInstance } from 'fastify'
import { BackLink, Actions, Button, ButtonLink } from '../../src/ui/buttons.tsx'
import {
  Card,
  Details,
  Facts,
  Held,
  KeyValues,
  Note,
  Panel,
  Saved,
  Slip,
} from '../../src/ui/blocks.tsx'
import { Choices, DateBoxes, YesNo } from '../../src/ui/choices.tsx'
import { ErrorSummary, problemOf } from '../../src/ui/fields.tsx'
import { BarChart, Stats } from '../../src/ui/figures.tsx'
import { readForm } from '../../src/ui/form.ts'
import { AnswersList, Stages, Timeline } from '../../src/ui/history.tsx'
import { Select, TextArea, TextInput } from '../../src/ui/inputs.tsx'
import { PostForm } from '../../src/ui/keys.tsx'
import { CitizenPage, StaffPage } from '../../src/ui/layout.tsx'
import { FilePick, FileRow, StoredFile } from '../../src/ui/papers.tsx'
import { QrCode } from '../../src/ui/qr.tsx'
import { Doors, LinkRow, Rows, Search, TileLink } from '../../src/ui/rows.tsx'
import { Clock, Due, Meter, StatusTag, Tag, type OfficialStatus } from '../../src/ui/status.tsx'
import { DataTable, Dock, Pager, Tabs, Toolbar } from '../../src/ui/tables.tsx'
import { assetUrl } from '../../src/ui/assets.ts'

/** Pages that show every part once, for the tests of the parts in a real browser. All people are made. */
export async function galleryRoutes(app: FastifyInstance): Promise<void> {
  const saves: string[] = []
  app.get('/', async (_req, reply) => reply.page(<Home />))
  app.get('/cau-hoi', async (_req, reply) => reply.page(<Question hasErrors={false} />))
  app.post('/cau-hoi', async (req, reply) => {
    await readForm(req)
    return reply.page(<Question hasErrors />, 422)
  })
  app.post('/tu-luu', async (req, reply) => {
    const form = await readForm(req)
    saves.push(form.text('ten'))
    return reply.code(204).send()
  })
  app.get('/da-luu', async () => saves)
  app.get('/giay-to', async (_req, reply) => reply.page(<Papers />))
  app.get('/ho-so', async (_req, reply) => reply.page(<Dossier />))
  app.get('/loi-doc', async (_req, reply) => reply.page(<Faulty />))
  app.get('/can-bo/dem', async (_req, reply) => reply.fragment(<b>35 hồ sơ</b>))
  app.get('/can-bo', async (_req, reply) => reply.page(<WorkList />))
  app.get('/can-bo/ho-so', async (_req, reply) => reply.page(<Desk />))
}

export const galleryPaths = {
  citizen: ['/', '/cau-hoi', '/giay-to', '/ho-so'],
  staff: ['/can-bo', '/can-bo/ho-so'],
} as const

/** A page with a fault on purpose: a picture that nobody describes. */
function Faulty() {
  return (
    <CitizenPage title="Trang có lỗi">
      <h1>Trang có lỗi</h1>
      <img src={assetUrl('pho.svg')} width="120" height="16" />
    </CitizenPage>
  )
}

function Home() {
  return (
    <CitizenPage title="Trang chủ" wide>
      <div class="hero">
        <div class="col">
          <h1>Bạn cần làm giấy tờ gì?</h1>
          <p class="lead">Nói theo cách của bạn. Không cần đúng tên thủ tục, không cần gõ dấu.</p>
          <Search
            action="/"
            label="Tìm việc cần làm"
            button="Tìm"
            placeholder="làm giấy khai sinh cho con"
          />
        </div>
        <img src={assetUrl('pho.svg')} alt="" width="1202" height="160" />
      </div>
      <div class="wrap">
        <section class="grid two three mt5" aria-label="Việc hay làm">
          <TileLink href="/tra-cuu" icon="file" title="Tra cứu hồ sơ" more="Bằng mã hồ sơ" />
          <TileLink href="/kiem-tra" icon="shield" title="Kiểm tra giấy tờ" more="Quét mã QR" />
        </section>
        <section>
          <h2>Việc nhà, việc làm ăn</h2>
          <Doors
            doors={[
              { href: '/a', icon: 'baby', title: 'Sinh con', more: 'Khai sinh, cư trú' },
              { href: '/b', icon: 'rings', title: 'Kết hôn', more: 'Đăng ký kết hôn' },
              { href: '/c', icon: 'house', title: 'Nhà ở, đất đai', more: 'Xin phép xây nhà' },
              { href: '/d', icon: 'lotus', title: 'Người thân qua đời', more: 'Khai tử' },
            ]}
          />
        </section>
        <section>
          <h2>Nhiều người làm tháng này</h2>
          <Rows>
            <LinkRow href="/khai-sinh" title="Đăng ký khai sinh" more="1.001193 · Trong ngày" />
            <LinkRow
              title="Kiểm tra và nộp"
              more="Làm xong việc trên trước"
              tag={<Tag tone="locked">Chưa làm được</Tag>}
            />
          </Rows>
        </section>
      </div>
    </CitizenPage>
  )
}

const problems = [
  {
    code: 'past',
    field: 'ngaySinh',
    message: 'Ngày sinh phải là ngày đã qua. Bạn đã nhập 24/11/2026.',
  },
  { code: 'required', field: 'gioiTinh', message: 'Chọn giới tính của con.' },
]

function Question({ hasErrors }: { hasErrors: boolean }) {
  const found = hasErrors ? problems : []
  return (
    <CitizenPage title="Thông tin của con, Đăng ký khai sinh" hasErrors={hasErrors}>
      <BackLink href="/" />
      <ErrorSummary problems={found} />
      <PostForm action="/cau-hoi" autosave="/tu-luu">
        <p class="meta m0">Đăng ký khai sinh · Bước 2 trong 4</p>
        <h1>Thông tin của con</h1>
        <TextInput
          name="ten"
          label="Họ, chữ đệm và tên của con"
          hint="Viết như bạn muốn ghi trên giấy khai sinh."
          value="Nguyễn Hoàng Minh Anh"
        />
        <DateBoxes
          name="ngaySinh"
          label="Ngày sinh"
          hint="Ví dụ: 19 11 2026. Xem trên giấy chứng sinh."
          value={{ day: '24', month: '11', year: '2026' }}
          error={problemOf(found, 'ngaySinh')}
        />
        <Choices
          name="gioiTinh"
          label="Giới tính"
          beside
          options={[
            { value: 'nu', label: 'Nữ' },
            { value: 'nam', label: 'Nam' },
          ]}
          error={problemOf(found, 'gioiTinh')}
        />
        <YesNo name="ketHon" label="Cha mẹ của bé đã đăng ký kết hôn chưa?" value="yes" />
        <Select
          name="danToc"
          label="Dân tộc"
          options={[
            { value: 'kinh', label: 'Kinh' },
            { value: 'muong', label: 'Mường' },
          ]}
          optional
        />
        <TextArea name="ghiChu" label="Điều cần nói thêm" optional maxlength={2000} />
        <Held>
          <p class="m0">
            <b>Mẹ của bé: Trần Thị Thu Hà</b>
          </p>
          <p class="meta m0">Lấy từ Cơ sở dữ liệu quốc gia về dân cư lúc 20:38 hôm nay.</p>
        </Held>
        <Saved at={undefined} />
        <Actions>
          <Button icon="check">Lưu và tiếp tục</Button>
          <ButtonLink href="/" look="link">
            Để sau, làm tiếp lúc khác
          </ButtonLink>
        </Actions>
      </PostForm>
    </CitizenPage>
  )
}

function Papers() {
  return (
    <CitizenPage title="Giấy tờ, Đăng ký khai sinh" crumbs={[{ href: '/', label: 'Trang chủ' }]}>
      <h1>Giấy tờ của bé Minh Anh</h1>
      <PostForm action="/cau-hoi" files>
        <Rows>
          <FileRow
            name="truoc"
            title="Giấy chứng sinh, mặt trước"
            icon="done"
            iconTone="ok"
            tag={<Tag tone="done">Xong</Tag>}
          >
            <StoredFile title="Ảnh rõ, đọc được số" meta="2,1 MB · 20:44">
              <Button look="second" small icon="trash" name="remove" value="truoc">
                Bỏ
              </Button>
            </StoredFile>
          </FileRow>
          <FileRow
            name="sau"
            title="Giấy chứng sinh, mặt sau"
            tag={<Tag tone="bad">Chụp lại</Tag>}
            error="Ảnh mờ, không đọc được số. Hãy chụp lại ở chỗ sáng."
          >
            <div class="cluster">
              <FilePick name="sau" label="Chụp lại giấy chứng sinh, mặt sau" camera hasError>
                Chụp lại
              </FilePick>
              <FilePick name="sau" label="Chọn tệp có sẵn cho mặt sau" first={false} hasError>
                Chọn ảnh có sẵn
              </FilePick>
            </div>
          </FileRow>
        </Rows>
        <Actions>
          <Button>Lưu và tiếp tục</Button>
        </Actions>
      </PostForm>
    </CitizenPage>
  )
}

function Dossier() {
  return (
    <CitizenPage title="Hồ sơ đăng ký khai sinh">
      <BackLink href="/">Hồ sơ của tôi</BackLink>
      <h1>Đăng ký khai sinh</h1>
      <p>
        <StatusTag status={4} />
      </p>
      <Stages names={['Tiếp nhận', 'Thẩm tra', 'Ký', 'Trả kết quả']} now={2} />
      <Note tone="warn">
        <p>
          <b>Chúng tôi xin lỗi vì trả chậm 3 ngày làm việc.</b>
        </p>
      </Note>
      <Facts
        facts={[
          {
            icon: 'calendar',
            label: 'Hẹn trả',
            value: 'thứ Tư, 25/11/2026, trước 17:00',
            more: 'còn 2 ngày làm việc',
          },
          { icon: 'house', label: 'Đang ở', value: 'UBND phường Ngọc Hà' },
        ]}
      />
      <Slip
        top={<p class="big num">H26.146-20261123-0000318</p>}
        below={
          <>
            <div class="slip__main">Nộp 20:47, thứ Hai, 23/11/2026</div>
            <QrCode
              text="https://motcua.example/tra-cuu/H26.146-20261123-0000318"
              label="Mã QR để xem hồ sơ này"
            />
          </>
        }
      />
      <Card title="Con">
        <AnswersList
          answers={[
            { label: 'Họ, chữ đệm và tên', value: 'Nguyễn Hoàng Minh Anh', changeHref: '/cau-hoi' },
            { label: 'Văn bản ủy quyền', value: '', changeHref: '/giay-to' },
            { label: 'Mẹ', value: 'Trần Thị Thu Hà', more: 'từ dữ liệu dân cư' },
          ]}
        />
      </Card>
      <section>
        <h2>Đã diễn ra</h2>
        <Timeline
          entries={[
            {
              icon: 'half',
              title: 'Bắt đầu thẩm tra',
              at: '2026-11-24T08:05',
              atInWords: '08:05, thứ Ba, 24/11',
              where: 'UBND phường Ba Đình',
            },
            {
              icon: 'send',
              title: 'Bạn nộp hồ sơ',
              text: 'Đủ giấy tờ.',
              at: '2026-11-23T20:47',
              atInWords: '20:47, thứ Hai, 23/11',
            },
          ]}
        />
      </section>
      <Details summary="Căn cứ pháp lý">
        <p>Luật Hộ tịch số 60/2014/QH13.</p>
      </Details>
    </CitizenPage>
  )
}

const me = {
  name: 'Phạm Thị Ngọc Lan',
  title: 'Chuyên viên tư pháp, hộ tịch',
  officeName: 'UBND phường Ba Đình',
}
const nav = [
  { href: '/can-bo', label: 'Việc của tôi', count: 34 },
  { href: '/can-bo/ho-so', label: 'Hồ sơ của phòng' },
]

type Row = { name: string; code: string; status: OfficialStatus; used: number }

const rows: Row[] = [
  { name: 'Lê Văn Khải', code: 'H26.146-20261119-0000291', status: 4, used: 1 },
  { name: 'Hoàng Thị Mến', code: 'H26.146-20261123-0000312', status: 5, used: 0.4 },
]

function WorkList() {
  return (
    <StaffPage
      title="Việc của tôi"
      me={me}
      nav={nav}
      current="/can-bo"
      findHref="/can-bo"
      fragments
    >
      <div class="head">
        <h1>Việc của tôi</h1>
        <span class="meta" id="count">
          34 hồ sơ, gần hạn nhất ở trên
        </span>
        <a
          class="btn btn--2 btn--s"
          href="/can-bo"
          data-hx-get="/can-bo/dem"
          data-hx-target="#count"
        >
          Đếm lại
        </a>
        <div class="push">
          <ButtonLink href="/can-bo/ho-so" keys="N">
            Mở hồ sơ gấp nhất
          </ButtonLink>
        </div>
      </div>
      <Tabs
        label="Danh sách"
        tabs={[
          { href: '/can-bo', label: 'Đang giữ', count: 34, current: true },
          { href: '/can-bo?tab=late', label: 'Quá hạn', count: 1, alarming: true },
        ]}
      />
      <Toolbar action="/can-bo" label="Lọc danh sách">
        <label class="vh" for="wf">
          Tìm trong danh sách
        </label>
        <input class="in find" id="wf" name="q" type="search" placeholder="Tên, mã hồ sơ" />
        <Button look="second" icon="filter">
          Lọc
        </Button>
      </Toolbar>
      <div class="panel">
        <DataTable
          caption="Hồ sơ tôi đang giữ, sắp theo hạn trả"
          rows={rows}
          empty="Không còn hồ sơ nào."
          isSelected={(row) => row.code.endsWith('312')}
          columns={[
            {
              title: 'Hạn trả',
              sort: { href: '/can-bo?sort=due', now: 'ascending' },
              cell: (row) => (
                <Clock state={row.used === 1 ? 'late' : 'ok'} used={row.used}>
                  {row.used === 1 ? 'quá 1 ngày' : 'T4 25/11, 17:00'}
                </Clock>
              ),
            },
            {
              title: 'Chủ hồ sơ',
              heading: true,
              cell: (row) => (
                <>
                  <a href="/can-bo/ho-so">{row.name}</a>
                  <small class="code">{row.code}</small>
                </>
              ),
            },
            { title: 'Trạng thái', cell: (row) => <StatusTag status={row.status} short /> },
            { title: 'Tôi đã giữ', numeric: true, cell: () => '6 giờ 10' },
          ]}
        />
      </div>
      <Pager nextHref="/can-bo?page=2" position="1–2 trong 34" />
      <Stats
        stats={[
          {
            href: '/can-bo',
            label: 'Đúng hạn',
            value: '98,6%',
            news: <Due state="ok">tăng 0,4 điểm</Due>,
            definition: 'đã trả đúng hẹn / đã trả',
          },
          {
            href: '/can-bo',
            label: 'Đang trễ',
            value: '412',
            news: <Due state="late">57 trễ trên 5 ngày</Due>,
            definition: 'quá hạn trả',
          },
        ]}
      />
      <Panel title="Nơi đang trễ nhiều nhất">
        <BarChart
          id="late-chart"
          summary="Xã Sóc Sơn trễ nhiều nhất: 61 hồ sơ"
          bars={[
            {
              label: 'Xã Sóc Sơn',
              shown: '61',
              parts: [
                { value: 61, tone: 'bad' },
                { value: 200, tone: 'rest' },
              ],
            },
            {
              label: 'Phường Ba Đình',
              shown: '4',
              parts: [
                { value: 4, tone: 'bad' },
                { value: 90, tone: 'rest' },
              ],
            },
          ]}
        />
      </Panel>
    </StaffPage>
  )
}

const statuses: OfficialStatus[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

function Desk() {
  return (
    <StaffPage title="Khai sinh, Nguyễn Hoàng Minh Anh" me={me} nav={nav} current="/can-bo">
      <div class="head">
        <h1>Đăng ký khai sinh: Nguyễn Hoàng Minh Anh</h1>
        <StatusTag status={4} />
        <div class="push">
          <Clock state="near" used={0.8}>
            còn 6 giờ 27 phút
          </Clock>
        </div>
      </div>
      <div class="split">
        <div>
          <Panel title="Người yêu cầu">
            <PostForm action="/cau-hoi" id="examine" main label="Thẩm định">
              <div class="cells">
                <TextInput
                  name="f1"
                  label="Họ, chữ đệm và tên"
                  value="Nguyễn Đức Long"
                  wide
                  readonly
                />
                <TextInput name="f2" label="Điện thoại" inputmode="tel" />
                <DateBoxes name="f3" label="Ngày sinh" />
                <Choices
                  name="f4"
                  label="Kết luận"
                  options={[
                    { value: 'a', label: 'Đủ điều kiện' },
                    { value: 'b', label: 'Không đủ điều kiện' },
                  ]}
                />
              </div>
            </PostForm>
          </Panel>
          <Panel title="10 trạng thái">
            <div class="cluster">
              {statuses.map((status) => (
                <StatusTag status={status} />
              ))}
            </div>
            <Meter used={0.3} state="ok" />
          </Panel>
        </div>
        <Panel title="Hẹn trả">
          <KeyValues
            pairs={[
              { label: 'Nơi giải quyết', value: 'Phường Ba Đình' },
              { label: 'Phí', value: 'Không mất phí' },
            ]}
          />
          <Note>Tin cần biết.</Note>
        </Panel>
      </div>
      <Dock note="Hồ sơ sau: Vũ Gia Bảo">
        <Button form="examine" keys="Ctrl ↵">
          Gửi bản nháp cho người dân
        </Button>
        <ButtonLink href="/can-bo" look="second" icon="fileadd" keys="B">
          Yêu cầu bổ sung
        </ButtonLink>
        <ButtonLink href="/can-bo" look="refuse">
          Dừng xử lý
        </ButtonLink>
      </Dock>
    </StaffPage>
  )
}
