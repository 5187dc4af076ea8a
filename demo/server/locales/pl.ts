import type { WindowMessages } from './messages.js';

export const pl: WindowMessages = {
  'done.title': 'Zalogowano',
  'done.text': 'Możesz zamknąć to okno i pisać dalej.',
  'denied.title': 'Logowanie zostało anulowane',
  'denied.text': 'Możesz zamknąć to okno. Twój tekst nadal jest na stronie.',
  'failed.title': 'Logowanie nie powiodło się',
  'failed.text': 'Zamknij to okno i spróbuj ponownie. Twój tekst nadal jest na stronie.',
  'foreign.title': 'Tego logowania nie można tu kontynuować',
  'foreign.text': 'Rozpocznij je przyciskiem na stronie, na której piszesz.',
  'gone.title': 'To logowanie już się zakończyło',
  'gone.text': 'Zostało już ukończone albo trwało zbyt długo. Możesz zamknąć to okno.',
  'unreachable.title': 'Usługa logowania nie odpowiada',
  'unreachable.text': 'Zamknij to okno i spróbuj ponownie później. Twój tekst nadal jest na stronie.',
  'demo.title': 'Konto demonstracyjne',
  'demo.question': 'Kim chcesz być?',
  'demo.cancel': 'Anuluj',
};
