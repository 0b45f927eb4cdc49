/** Turns a product title into the last part of its address. */
export function slugify(title) {
  return title.trim().toLowerCase().replaceAll(/\s+/g, '-');
}
