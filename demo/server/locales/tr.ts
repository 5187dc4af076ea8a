import type { WindowMessages } from './messages.js';

export const tr: WindowMessages = {
  'done.title': 'Giriş yaptınız',
  'done.text': 'Bu pencereyi kapatıp yazmaya devam edebilirsiniz.',
  'denied.title': 'Giriş iptal edildi',
  'denied.text': 'Bu pencereyi kapatabilirsiniz. Metniniz sayfada duruyor.',
  'failed.title': 'Giriş yapılamadı',
  'failed.text': 'Lütfen bu pencereyi kapatıp yeniden deneyin. Metniniz sayfada duruyor.',
  'foreign.title': 'Bu giriş burada sürdürülemiyor',
  'foreign.text': 'Lütfen yazdığınız sayfadaki düğmeyle başlayın.',
  'gone.title': 'Bu giriş sona erdi',
  'gone.text': 'Zaten tamamlanmıştı ya da çok uzun sürdü. Bu pencereyi kapatabilirsiniz.',
  'unreachable.title': 'Giriş hizmeti yanıt vermiyor',
  'unreachable.text': 'Lütfen bu pencereyi kapatıp daha sonra yeniden deneyin. Metniniz sayfada duruyor.',
  'demo.title': 'Deneme hesabı',
  'demo.question': 'Kim olmak istersiniz?',
  'demo.cancel': 'İptal',
};
