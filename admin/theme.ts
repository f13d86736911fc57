/** Laurel's colours, and fonts that are on the machine: nothing is loaded from elsewhere. */
export const theme = {
  font: 'system-ui, "PingFang SC", "PingFang TC", "Microsoft YaHei", "Microsoft JhengHei", "Noto Sans CJK SC", sans-serif',
  /** The navigation stands beside the page from the fourth on. */
  breakpoints: ['577px', '769px', '960px', '1100px'],
  colors: {
    primary100: '#2f6b45',
    primary80: '#3f7d55',
    primary60: '#6a9f7c',
    primary40: '#a5c6b0',
    primary20: '#dfece3',
    accent: '#2f6b45',
    hoverBg: '#255537',
    bg: '#f4f6f3',
    love: '#2f6b45',
    interactive: '#2f6b45',
    separator: '#dde4de',
    highlight: '#eef4ef',
    filterBg: '#ffffff',
    filterInputBorder: '#b9c6bd',
  },
};
