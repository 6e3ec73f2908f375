/** Text of the time before Unicode (TCVN 5712:1993, code table TCVN3 "ABC"), pasted as it stands: the same words in letters of today. Pure. */

const OLD = '¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô­øõö÷ùýúûüþ¡¢§£¤¥¦'
const NEW = 'áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ'

const LETTERS = new Map([...OLD].map((old, at) => [old, [...NEW][at]!]))
/** Signs that stand for a letter in the old table and are none today: no name of today has them. */
const SIGN = /[¸¶·¹¨»¼½¾©®«¬×÷¡¢§£¤¥¦\u00ad]/

/** 'NguyÔn V¨n ¸i' → 'Nguyễn Văn ái'; undefined for text of today. */
export function fromTcvn3(text: string): string | undefined {
  if (!SIGN.test(text)) return undefined
  return [...text].map((sign) => LETTERS.get(sign) ?? sign).join('')
}
