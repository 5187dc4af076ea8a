import type { WindowMessages } from './messages.js';

export const he: WindowMessages = {
  'done.title': 'התחברת',
  'done.text': 'אפשר לסגור את החלון הזה ולהמשיך לכתוב.',
  'denied.title': 'ההתחברות בוטלה',
  'denied.text': 'אפשר לסגור את החלון הזה. הטקסט שלך עדיין בעמוד.',
  'failed.title': 'ההתחברות נכשלה',
  'failed.text': 'יש לסגור את החלון הזה ולנסות שוב. הטקסט שלך עדיין בעמוד.',
  'foreign.title': 'ההתחברות הזו אינה יכולה להמשיך כאן',
  'foreign.text': 'יש להתחיל אותה בכפתור שבעמוד שבו כותבים.',
  'gone.title': 'ההתחברות הזו הסתיימה',
  'gone.text': 'היא כבר הושלמה, או ארכה יותר מדי זמן. אפשר לסגור את החלון הזה.',
  'unreachable.title': 'שירות ההתחברות אינו עונה',
  'unreachable.text': 'יש לסגור את החלון הזה ולנסות שוב מאוחר יותר. הטקסט שלך עדיין בעמוד.',
  'demo.title': 'חשבון הדגמה',
  'demo.question': 'מי תרצו להיות?',
  'demo.cancel': 'ביטול',
};
