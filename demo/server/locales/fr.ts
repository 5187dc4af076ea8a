import type { WindowMessages } from './messages.js';

export const fr: WindowMessages = {
  'done.title': 'Vous êtes connecté',
  'done.text': 'Vous pouvez fermer cette fenêtre et continuer à écrire.',
  'denied.title': 'La connexion a été annulée',
  'denied.text': 'Vous pouvez fermer cette fenêtre. Votre texte est toujours sur la page.',
  'failed.title': 'La connexion a échoué',
  'failed.text': 'Veuillez fermer cette fenêtre et réessayer. Votre texte est toujours sur la page.',
  'foreign.title': 'Cette connexion ne peut pas continuer ici',
  'foreign.text': 'Veuillez la commencer avec le bouton de la page où vous écrivez.',
  'gone.title': 'Cette connexion est terminée',
  'gone.text': 'Elle a déjà abouti ou a pris trop de temps. Vous pouvez fermer cette fenêtre.',
  'unreachable.title': 'Le service de connexion ne répond pas',
  'unreachable.text': 'Veuillez fermer cette fenêtre et réessayer plus tard. Votre texte est toujours sur la page.',
  'demo.title': 'Compte de démonstration',
  'demo.question': 'Qui voulez-vous être ?',
  'demo.cancel': 'Annuler',
};
