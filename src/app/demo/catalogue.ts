import type { Random } from './random.js';

/** What a brand of the demo sells: prices in fen. */
export interface Product {
  readonly sku: string;
  readonly category: string;
  readonly price: number;
}

/** A brand of the demo with its stores and goods. */
export interface Shop {
  readonly brand: string;
  readonly stores: readonly string[];
  readonly products: readonly Product[];
  /** Most pieces in one order. */
  readonly piecesMax: number;
}

const product = (sku: string, category: string, price: number): Product => ({ sku, category, price });

export const aurora: Shop = {
  brand: 'aurora',
  stores: ['shanghai-anfu', 'beijing-sanlitun', 'chengdu-taikoo', 'hangzhou-hubin', 'taipei-xinyi'],
  products: [
    product('SKIN-SERUM-30', 'skincare', 36_800),
    product('SKIN-CREAM-50', 'skincare', 28_900),
    product('SKIN-MASK-5', 'skincare', 12_900),
    product('SKIN-TONER-200', 'skincare', 15_800),
    product('MAKEUP-LIP-03', 'makeup', 18_900),
    product('MAKEUP-CUSHION', 'makeup', 25_900),
    product('BODY-WASH-500', 'body', 7_900),
    product('BODY-LOTION-300', 'body', 9_900),
    product('HOME-CANDLE-FIG', 'home', 21_800),
    product('HOME-DIFFUSER', 'home', 32_800),
    product('HOME-TOWEL-2', 'home', 8_900),
    product('PERFUME-50-OSMANTHUS', 'fragrance', 58_000),
    product('PERFUME-10-OSMANTHUS', 'fragrance', 16_800),
    product('GIFT-BOX-SPRING', 'gift', 49_900),
  ],
  piecesMax: 4,
};

export const partners: readonly Shop[] = [
  {
    brand: 'mountain-tea',
    stores: ['hangzhou-longjing', 'shanghai-wukang'],
    products: [
      product('TEA-LONGJING-100', 'tea', 26_800),
      product('TEA-WHITE-50', 'tea', 12_800),
      product('TEA-CUP-2', 'ware', 15_900),
      product('TEA-CAKE-6', 'pastry', 6_800),
    ],
    piecesMax: 3,
  },
  {
    brand: 'harbour-hotels',
    stores: ['shanghai-bund', 'xiamen-gulangyu'],
    products: [
      product('NIGHT-CLASSIC', 'stay', 68_000),
      product('NIGHT-SEA-VIEW', 'stay', 118_000),
      product('BRUNCH-2', 'dining', 39_800),
    ],
    piecesMax: 2,
  },
  {
    brand: 'paper-moon',
    stores: ['taipei-zhongshan', 'taichung-caowu'],
    products: [
      product('BOOK-POEMS', 'books', 5_200),
      product('BOOK-NOVEL', 'books', 6_800),
      product('NOTEBOOK-A5', 'stationery', 3_900),
      product('PEN-BRASS', 'stationery', 16_800),
    ],
    piecesMax: 5,
  },
];

/** One order: some goods, now and then a little off, with what each line came to. */
export function basketOf(random: Random, shop: Shop, taste: string | null) {
  const liked = shop.products.filter(({ category }) => category === taste);
  const pieces = random.whole(1, shop.piecesMax);
  const off = random.chance(0.2) ? 90 : 100;
  const lines = Array.from({ length: pieces }, () => {
    const { sku, category, price } = random.pick(liked.length > 0 && random.chance(0.5) ? liked : shop.products);
    const quantity = random.chance(0.15) ? 2 : 1;
    return { sku, category, quantity, amountMinor: Math.round((price * quantity * off) / 100) };
  });
  return { lines, amountMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0) };
}
