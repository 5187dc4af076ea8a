import type { WindowMessages } from './messages.js';

export const ja: WindowMessages = {
  'done.title': 'ログインしました',
  'done.text': 'このウィンドウを閉じて、続きを書けます。',
  'denied.title': 'ログインはキャンセルされました',
  'denied.text': 'このウィンドウを閉じてください。入力した内容はページに残っています。',
  'failed.title': 'ログインできませんでした',
  'failed.text': 'このウィンドウを閉じて、もう一度お試しください。入力した内容はページに残っています。',
  'foreign.title': 'ここではログインを続けられません',
  'foreign.text': '書き込み中のページのボタンから始めてください。',
  'gone.title': 'このログインは終了しています',
  'gone.text': 'すでに完了したか、時間がかかりすぎました。このウィンドウを閉じてください。',
  'unreachable.title': 'ログインサービスが応答しません',
  'unreachable.text': 'このウィンドウを閉じて、しばらくしてからお試しください。入力した内容はページに残っています。',
  'demo.title': 'デモアカウント',
  'demo.question': '誰としてログインしますか？',
  'demo.cancel': 'キャンセル',
};
