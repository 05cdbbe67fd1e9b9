import { h } from './dom.js';
import { t } from './words.js';

/** Opens the camera below an element. Each picture that is taken is passed on as a PNG file. */
export async function camera(place, taken, signal) {
  if (place.querySelector('.camera')) {
    return;
  }
  const message = h('p', { class: 'hint', role: 'status' }, t('camera.opening'));
  const box = h('div', { class: 'camera' }, message);
  place.append(box);
  let stream;
  try {
    if (!navigator.mediaDevices) {
      throw new Error(t('camera.insecure'));
    }
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } } });
  } catch (error) {
    message.textContent = navigator.mediaDevices ? t('camera.refused') : error.message;
    setTimeout(() => box.remove(), 8000);
    return;
  }
  const video = h('video', { autoplay: true, playsinline: true, muted: true, 'aria-label': t('camera.picture') });
  video.srcObject = stream;
  const close = () => {
    stream.getTracks().forEach((track) => track.stop());
    box.remove();
  };
  const shoot = () => {
    const canvas = h('canvas', { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext('2d').drawImage(video, 0, 0);
    const name = `camera-${new Date().toISOString().replace(/[:.]/g, '-')}.png`;
    canvas.toBlob((blob) => taken(new File([blob], name, { type: 'image/png' })), 'image/png');
  };
  signal.addEventListener('abort', close);
  const button = h('button', { type: 'button', class: 'primary', onclick: shoot }, t('camera.shoot'));
  box.replaceChildren(video, h('div', { class: 'buttons' }, button,
    h('button', { type: 'button', onclick: close }, t('camera.close'))));
  button.focus();
}
