import type { WindowMessages } from './messages.js';

export const ptBR: WindowMessages = {
  'done.title': 'Você está conectado',
  'done.text': 'Você pode fechar esta janela e continuar escrevendo.',
  'denied.title': 'O login foi cancelado',
  'denied.text': 'Você pode fechar esta janela. Seu texto continua na página.',
  'failed.title': 'O login falhou',
  'failed.text': 'Feche esta janela e tente de novo. Seu texto continua na página.',
  'foreign.title': 'Este login não pode continuar aqui',
  'foreign.text': 'Comece pelo botão da página em que você está escrevendo.',
  'gone.title': 'Este login terminou',
  'gone.text': 'Ele já foi concluído ou demorou demais. Você pode fechar esta janela.',
  'unreachable.title': 'O serviço de login não responde',
  'unreachable.text': 'Feche esta janela e tente de novo mais tarde. Seu texto continua na página.',
  'demo.title': 'Conta de demonstração',
  'demo.question': 'Quem você quer ser?',
  'demo.cancel': 'Cancelar',
};
