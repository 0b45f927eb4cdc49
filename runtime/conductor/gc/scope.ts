/** Names that the parts of `okstra gc` share. */

/** Names an item among all groups. */
export const keyOf = (item: { readonly group: string; readonly itemId: string }): string => `${item.group}/${item.itemId}`;

/** Where runs wait that were taken out of their place, until they are gone. */
export const TRASH = 'trash';

/** `<group>/<id>` as the two names. */
export function itemOf(key: string): { readonly group: string; readonly id: string } {
  const slash = key.indexOf('/');
  return { group: key.slice(0, slash), id: key.slice(slash + 1) };
}
