import type { WindowMessages } from './messages.js';

export const es: WindowMessages = {
  'done.title': 'Has iniciado sesión',
  'done.text': 'Puedes cerrar esta ventana y seguir escribiendo.',
  'denied.title': 'Se ha cancelado el inicio de sesión',
  'denied.text': 'Puedes cerrar esta ventana. Tu texto sigue en la página.',
  'failed.title': 'No se ha podido iniciar sesión',
  'failed.text': 'Cierra esta ventana y vuelve a intentarlo. Tu texto sigue en la página.',
  'foreign.title': 'Este inicio de sesión no puede continuar aquí',
  'foreign.text': 'Empiézalo con el botón de la página en la que escribes.',
  'gone.title': 'Este inicio de sesión ha terminado',
  'gone.text': 'Ya se había completado o ha tardado demasiado. Puedes cerrar esta ventana.',
  'unreachable.title': 'El servicio de inicio de sesión no responde',
  'unreachable.text': 'Cierra esta ventana y vuelve a intentarlo más tarde. Tu texto sigue en la página.',
  'demo.title': 'Cuenta de demostración',
  'demo.question': '¿Quién quieres ser?',
  'demo.cancel': 'Cancelar',
};
