import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const mediaNouns: Nouns = {
  file: { en: 'file', 'zh-CN': '文件', 'zh-TW': '檔案' },
};

export const mediaRefusals: RefusalTexts = {
  MEDIA_PURPOSE_REFUSED: {
    en: 'You may not bring files for this purpose ({purpose}).',
    'zh-CN': '您不能上传此用途（{purpose}）的文件。',
    'zh-TW': '您不能上傳此用途（{purpose}）的檔案。',
  },
  MEDIA_TYPE_REFUSED: {
    en: 'This is not what is taken here. Send one of: {allowed}.',
    'zh-CN': '文件类型不符，仅接受：{allowed}。',
    'zh-TW': '檔案類型不符，僅接受：{allowed}。',
  },
  MEDIA_MOVES: {
    en: 'Pictures that move are not taken. Send a still one.',
    'zh-CN': '不接受动态图片，请上传静态图片。',
    'zh-TW': '不接受動態圖片，請上傳靜態圖片。',
  },
  MEDIA_TOO_BIG: {
    en: 'This file has more bytes than it may: {bytesMax}.',
    'zh-CN': '文件过大，最多 {bytesMax} 字节。',
    'zh-TW': '檔案過大，最多 {bytesMax} 位元組。',
  },
  MEDIA_TOO_SHORT: {
    en: 'Fewer bytes came than were announced: {bytes}. Send the whole file again.',
    'zh-CN': '收到的数据少于申报的 {bytes} 字节，请重新上传完整文件。',
    'zh-TW': '收到的資料少於申報的 {bytes} 位元組，請重新上傳完整檔案。',
  },
  MEDIA_TOO_MANY_PIXELS: {
    en: 'This picture is too large: {width} × {height}. A side has at most {sideMax} pixels, the whole {megapixelsMax} megapixels.',
    'zh-CN': '图片尺寸过大：{width} × {height}。单边最多 {sideMax} 像素，总计最多 {megapixelsMax} 百万像素。',
    'zh-TW': '圖片尺寸過大：{width} × {height}。單邊最多 {sideMax} 像素，總計最多 {megapixelsMax} 百萬像素。',
  },
  MEDIA_BROKEN: {
    en: 'This file cannot be read: it is damaged or not whole.',
    'zh-CN': '文件无法读取：已损坏或不完整。',
    'zh-TW': '檔案無法讀取：已損壞或不完整。',
  },
  MEDIA_NOT_UPLOADED: {
    en: 'Nothing was uploaded yet. Send the file to its address first.',
    'zh-CN': '尚未上传文件，请先将文件发送到上传地址。',
    'zh-TW': '尚未上傳檔案，請先將檔案傳送到上傳位址。',
  },
  MEDIA_EXPIRED: {
    en: 'The address of this upload has expired. Ask for a new one.',
    'zh-CN': '上传地址已过期，请重新获取。',
    'zh-TW': '上傳位址已過期，請重新取得。',
  },
  MEDIA_ALREADY_READY: {
    en: 'This file is complete and does not change any more. Upload another one.',
    'zh-CN': '该文件已完成上传，不能再更改，请另行上传。',
    'zh-TW': '該檔案已完成上傳，不能再變更，請另行上傳。',
  },
  MEDIA_NOT_READY: {
    en: 'The upload of this file was not completed yet.',
    'zh-CN': '该文件尚未完成上传。',
    'zh-TW': '該檔案尚未完成上傳。',
  },
  MEDIA_OTHER_PURPOSE: {
    en: 'This file was uploaded for something else ({purpose}).',
    'zh-CN': '该文件是为其他用途（{purpose}）上传的。',
    'zh-TW': '該檔案是為其他用途（{purpose}）上傳的。',
  },
  MEDIA_TOO_MANY_UPLOADS: {
    en: 'At most {uploadsMax} files in 24 hours. Try again later.',
    'zh-CN': '24 小时内最多上传 {uploadsMax} 个文件，请稍后再试。',
    'zh-TW': '24 小時內最多上傳 {uploadsMax} 個檔案，請稍後再試。',
  },
  MEDIA_BUSY: {
    en: 'Too many files are being looked at. Try again in a moment.',
    'zh-CN': '正在处理的文件过多，请稍后重试。',
    'zh-TW': '正在處理的檔案過多，請稍後重試。',
  },
  MEDIA_STORAGE_DOWN: {
    en: 'Files cannot be stored at the moment. Try again in a moment.',
    'zh-CN': '文件存储暂时不可用，请稍后重试。',
    'zh-TW': '檔案儲存暫時無法使用，請稍後重試。',
  },
};
