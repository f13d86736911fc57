import type { RefusalTexts } from '../../kernel/refusal.js';

/** Why a whole import cannot run, and why single rows are not taken. */
export const importRefusals: RefusalTexts = {
  MAPPING_INVALID: {
    en: 'This mapping cannot work. At {place}: {problem}.',
    'zh-CN': '该映射文件有误。位置 {place}：{problem}。',
    'zh-TW': '該對應檔有誤。位置 {place}：{problem}。',
  },
  COLUMN_MISSING: {
    en: 'The file {file} has no column "{column}". It has: {columns}.',
    'zh-CN': '文件 {file} 没有“{column}”列，现有列：{columns}。',
    'zh-TW': '檔案 {file} 沒有「{column}」欄，現有欄位：{columns}。',
  },
  FILE_UNREADABLE: {
    en: 'The file {file} cannot be read ({problem}).',
    'zh-CN': '无法读取文件 {file}（{problem}）。',
    'zh-TW': '無法讀取檔案 {file}（{problem}）。',
  },
  FILE_NOT_TEXT: {
    en: 'The file {file} is {what}, not UTF-8 text. Export it as CSV in UTF-8.',
    'zh-CN': '文件 {file} 是 {what}，不是 UTF-8 文本，请导出为 UTF-8 编码的 CSV。',
    'zh-TW': '檔案 {file} 是 {what}，不是 UTF-8 文字，請匯出為 UTF-8 編碼的 CSV。',
  },
  HEADER_UNREADABLE: {
    en: 'The file {file} has no header that can be read.',
    'zh-CN': '文件 {file} 没有可读取的表头。',
    'zh-TW': '檔案 {file} 沒有可讀取的表頭。',
  },
  FILE_CUT_OFF: {
    en: 'The gzip file {file} ends too early. Everything complete before that was imported; get the whole file and import it.',
    'zh-CN': 'gzip 文件 {file} 不完整。此前的完整内容已导入，请取得完整文件后重新导入。',
    'zh-TW': 'gzip 檔案 {file} 不完整。此前的完整內容已匯入，請取得完整檔案後重新匯入。',
  },
  FILE_DAMAGED: {
    en: 'The gzip file {file} is damaged. Everything before the damage was imported; get a sound file and import it.',
    'zh-CN': 'gzip 文件 {file} 已损坏。损坏之前的内容已导入，请取得完好的文件后重新导入。',
    'zh-TW': 'gzip 檔案 {file} 已損壞。損壞之前的內容已匯入，請取得完好的檔案後重新匯入。',
  },
  ERROR_FILE: {
    en: 'The file for rejected rows, {file}, cannot be written ({problem}). Name another one with --errors.',
    'zh-CN': '无法写入拒收行文件 {file}（{problem}），请用 --errors 指定其他文件。',
    'zh-TW': '無法寫入拒收列檔案 {file}（{problem}），請用 --errors 指定其他檔案。',
  },
  LINE_TOO_LONG: {
    en: 'This line is longer than {max} bytes.',
    'zh-CN': '该行超过 {max} 字节。',
    'zh-TW': '該列超過 {max} 位元組。',
  },
  QUOTE_MISPLACED: {
    en: 'A quote in this line is not closed, or something follows a closing quote.',
    'zh-CN': '该行的引号未闭合，或引号后有多余内容。',
    'zh-TW': '該列的引號未閉合，或引號後有多餘內容。',
  },
  ROW_UNREADABLE: {
    en: 'This line is no row of the format.',
    'zh-CN': '该行不符合文件格式。',
    'zh-TW': '該列不符合檔案格式。',
  },
  NOT_UTF8: {
    en: 'This line is not valid UTF-8.',
    'zh-CN': '该行不是有效的 UTF-8。',
    'zh-TW': '該列不是有效的 UTF-8。',
  },
  COLUMNS_WRONG: {
    en: 'This row has {found} values where there are {expected} columns.',
    'zh-CN': '该行有 {found} 个值，应为 {expected} 列。',
    'zh-TW': '該列有 {found} 個值，應為 {expected} 欄。',
  },
  VALUE_MISSING: {
    en: '{field} has no value.',
    'zh-CN': '{field} 没有值。',
    'zh-TW': '{field} 沒有值。',
  },
  VALUE_NOT_EXACT: {
    en: 'The column {column} holds no text and no number that JSON keeps exactly. Write it as text.',
    'zh-CN': '列 {column} 不是文本，也不是 JSON 可精确表示的数字，请改写为文本。',
    'zh-TW': '欄位 {column} 不是文字，也不是 JSON 可精確表示的數字，請改寫為文字。',
  },
  VALUE_UNKNOWN: {
    en: '{field} cannot be "{value}".',
    'zh-CN': '{field} 不可为“{value}”。',
    'zh-TW': '{field} 不可為「{value}」。',
  },
  NO_NUMBER: {
    en: '{field} is no number: "{value}".',
    'zh-CN': '{field} 不是数字：“{value}”。',
    'zh-TW': '{field} 不是數字：「{value}」。',
  },
  NO_DATE: {
    en: '{field} is no date in the formats of the mapping: "{value}".',
    'zh-CN': '{field} 不是映射文件所述格式的日期：“{value}”。',
    'zh-TW': '{field} 不是對應檔所述格式的日期：「{value}」。',
  },
  LEFT_OUT: {
    en: 'Left out by the mapping: {reason}.',
    'zh-CN': '按映射文件排除：{reason}。',
    'zh-TW': '依對應檔排除：{reason}。',
  },
  ORDER_BROKEN: {
    en: 'Line {line} belongs to the same order and cannot be taken, so that the order is not.',
    'zh-CN': '同一订单的第 {line} 行无法导入，整个订单均未导入。',
    'zh-TW': '同一訂單的第 {line} 列無法匯入，整筆訂單均未匯入。',
  },
  ORDER_MIXED: {
    en: 'The rows of this order name different members.',
    'zh-CN': '该订单的各行属于不同会员。',
    'zh-TW': '該訂單的各列屬於不同會員。',
  },
  ORDER_TOO_LARGE: {
    en: 'This order has more than {max} rows, or rows that stand too far apart.',
    'zh-CN': '该订单超过 {max} 行，或各行相距过远。',
    'zh-TW': '該訂單超過 {max} 列，或各列相距過遠。',
  },
  MEMBERS_MIXED: {
    en: 'The identities of this row belong to different members.',
    'zh-CN': '该行的身份标识属于不同会员。',
    'zh-TW': '該列的身分識別屬於不同會員。',
  },
  ROW_FAILED: {
    en: 'Recording this row failed; the log says why.',
    'zh-CN': '记录该行失败，原因见日志。',
    'zh-TW': '記錄該列失敗，原因見日誌。',
  },
};
