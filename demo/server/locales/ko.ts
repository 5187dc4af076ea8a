import type { WindowMessages } from './messages.js';

export const ko: WindowMessages = {
  'done.title': '로그인했습니다',
  'done.text': '이 창을 닫고 계속 쓰실 수 있습니다.',
  'denied.title': '로그인이 취소되었습니다',
  'denied.text': '이 창을 닫으셔도 됩니다. 쓰신 글은 페이지에 그대로 있습니다.',
  'failed.title': '로그인하지 못했습니다',
  'failed.text': '이 창을 닫고 다시 시도해 주세요. 쓰신 글은 페이지에 그대로 있습니다.',
  'foreign.title': '여기서는 로그인을 계속할 수 없습니다',
  'foreign.text': '글을 쓰시던 페이지의 버튼으로 시작해 주세요.',
  'gone.title': '이 로그인은 끝났습니다',
  'gone.text': '이미 완료되었거나 너무 오래 걸렸습니다. 이 창을 닫으셔도 됩니다.',
  'unreachable.title': '로그인 서비스가 응답하지 않습니다',
  'unreachable.text': '이 창을 닫고 나중에 다시 시도해 주세요. 쓰신 글은 페이지에 그대로 있습니다.',
  'demo.title': '데모 계정',
  'demo.question': '누구로 로그인하시겠습니까?',
  'demo.cancel': '취소',
};
