import { h } from './dom.js';
import { blobOf } from './picture.js';
import { t } from './words.js';

/**
 * A region beside the normal patch that it was compared with. Nothing is shown if the server has no picture of one of the two:
 * the model may have been fitted without copies of its training pictures.
 */
export function evidence(prediction) {
  const image = h('img', { alt: '' });
  const words = h('figcaption');
  const figure = h('figure', { class: 'evidence', hidden: true }, image, words);
  let wanted = -1;
  figure.show = async (region) => {
    if (wanted === region || !prediction.kept || !prediction.regions[region]?.evidence) {
      return;
    }
    wanted = region;
    try {
      const blob = await blobOf(`v1/predictions/${prediction.id}/evidence`, { region, size: 256 });
      if (wanted === region) {
        image.onload = () => URL.revokeObjectURL(image.src);
        image.src = URL.createObjectURL(blob);
        image.alt = t('region.evidence.alt', { n: region + 1 });
        words.textContent = [t('region.evidence.caption', { n: region + 1 }),
          ...(prediction.regions.length > 1 ? [t('region.evidence.others')] : [])].join(' ');
        figure.hidden = false;
      }
    } catch {
      if (wanted === region) {
        figure.hidden = true;
        wanted = -1;
      }
    }
  };
  figure.show(0);
  return figure;
}
