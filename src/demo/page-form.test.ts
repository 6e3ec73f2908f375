import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formsOf, headingOf, textOf } from './page-form.ts'

const PAGE = `<h1>Hồ sơ &amp; giấy&nbsp;tờ</h1>
<form method="get" action="/tim"><input name="q"></form>
<form method="post" action="/nop" id="nop" enctype="multipart/form-data">
  <input type="hidden" name="_key" value="k&quot;1"><input name="name" value="Hà">
  <input type="radio" name="sex" value="male"><input type="radio" name="sex" value="female" checked>
  <input type="checkbox" name="seen" value="a"><input type="checkbox" name="seen" value="b">
  <select name="leader"><option value="1">Một</option><option value="2" selected>Hai</option></select>
  <textarea name="note">ghi &lt;chú&gt;</textarea><input type="file" name="scan"><button name="go" value="1">Nộp</button>
</form>
<input type="checkbox" name="check" value="c" form="nop">`

test('a page is read as a browser reads it', () => {
  assert.equal(headingOf(PAGE), 'Hồ sơ & giấy tờ')
  assert.equal(textOf('<b>a</b>  <i>b</i>'), 'a b')
  const [form, ...others] = formsOf(PAGE)
  assert.deepEqual(others, [])
  assert.equal(form!.action, '/nop')
  assert.equal(form!.isFiles, true)
  assert.deepEqual(form!.filled, [
    ['_key', 'k"1'],
    ['name', 'Hà'],
    ['sex', 'female'],
    ['leader', '2'],
    ['note', 'ghi <chú>'],
  ])
  assert.deepEqual(
    form!.boxes.map(({ name, value }) => `${name}=${value}`),
    ['seen=a', 'seen=b', 'check=c'],
  )
  assert.ok(form!.names.has('scan') && !form!.names.has('_key'))
})
