import type { WindowMessages } from './messages.js';

export const zhHans: WindowMessages = {
  'done.title': '您已登录',
  'done.text': '您可以关闭此窗口，继续书写。',
  'denied.title': '登录已取消',
  'denied.text': '您可以关闭此窗口。您的文字仍在页面上。',
  'failed.title': '登录失败',
  'failed.text': '请关闭此窗口后重试。您的文字仍在页面上。',
  'foreign.title': '无法在此继续登录',
  'foreign.text': '请通过您正在书写的页面上的按钮开始登录。',
  'gone.title': '此次登录已结束',
  'gone.text': '它已经完成，或用时过长。您可以关闭此窗口。',
  'unreachable.title': '登录服务没有响应',
  'unreachable.text': '请关闭此窗口，稍后再试。您的文字仍在页面上。',
  'demo.title': '演示账号',
  'demo.question': '您想以谁的身份登录？',
  'demo.cancel': '取消',
};
