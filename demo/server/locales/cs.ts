import type { WindowMessages } from './messages.js';

export const cs: WindowMessages = {
  'done.title': 'Jste přihlášeni',
  'done.text': 'Toto okno můžete zavřít a pokračovat v psaní.',
  'denied.title': 'Přihlášení bylo zrušeno',
  'denied.text': 'Toto okno můžete zavřít. Váš text je stále na stránce.',
  'failed.title': 'Přihlášení se nezdařilo',
  'failed.text': 'Zavřete prosím toto okno a zkuste to znovu. Váš text je stále na stránce.',
  'foreign.title': 'Toto přihlášení zde nemůže pokračovat',
  'foreign.text': 'Začněte ho prosím tlačítkem na stránce, kde píšete.',
  'gone.title': 'Toto přihlášení už skončilo',
  'gone.text': 'Bylo už dokončeno, nebo trvalo příliš dlouho. Toto okno můžete zavřít.',
  'unreachable.title': 'Přihlašovací služba neodpovídá',
  'unreachable.text': 'Zavřete prosím toto okno a zkuste to později. Váš text je stále na stránce.',
  'demo.title': 'Ukázkový účet',
  'demo.question': 'Kým chcete být?',
  'demo.cancel': 'Zrušit',
};
