/** Words of rendered reports, in the languages there are. Status words are part of the contract and stay as they are. */
import en from '../../templates/i18n/en.json' with { type: 'json' };
import ko from '../../templates/i18n/ko.json' with { type: 'json' };

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;
export type Language = 'en' | 'ko';

const LANGUAGES: Readonly<Record<Language, Messages>> = { en, ko };

export const messagesFor = (language: Language): Messages => LANGUAGES[language];

/** Gives a message with its `{placeholders}` filled, in one pass: a value is never looked into. Values are Markdown already. */
export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

export const sayWith =
  (messages: Messages): Say =>
  (key, values = {}) =>
    messages[key].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`message ${key} needs a value for {${name}}`);
      return String(value);
    });
