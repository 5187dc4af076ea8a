import type { WindowMessages } from './messages.js';

export const de: WindowMessages = {
  'done.title': 'Du bist angemeldet',
  'done.text': 'Du kannst dieses Fenster schließen und weiterschreiben.',
  'denied.title': 'Die Anmeldung wurde abgebrochen',
  'denied.text': 'Du kannst dieses Fenster schließen. Dein Text steht noch auf der Seite.',
  'failed.title': 'Die Anmeldung ist fehlgeschlagen',
  'failed.text': 'Bitte schließ dieses Fenster und versuch es noch einmal. Dein Text steht noch auf der Seite.',
  'foreign.title': 'Diese Anmeldung kann hier nicht weitergehen',
  'foreign.text': 'Bitte beginn sie mit dem Knopf auf der Seite, auf der du schreibst.',
  'gone.title': 'Diese Anmeldung ist zu Ende',
  'gone.text': 'Sie wurde schon abgeschlossen oder hat zu lange gedauert. Du kannst dieses Fenster schließen.',
  'unreachable.title': 'Der Anmeldedienst antwortet nicht',
  'unreachable.text':
    'Bitte schließ dieses Fenster und versuch es später noch einmal. Dein Text steht noch auf der Seite.',
  'demo.title': 'Demo-Konto',
  'demo.question': 'Wer möchtest du sein?',
  'demo.cancel': 'Abbrechen',
};
