'use strict';
// Well-formed XML as the rest of the page, so without the two characters that markup begins with.
(() => {
  const percent = (share) => `${(share * 100).toFixed(1).replace(/[.]0$/, '')}%`;

  /** Makes the heads of a table buttons that sort its rows, in turn upwards and downwards. */
  function sortable(table) {
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === 'ascending';
        [...table.tHead.rows[0].cells].forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
        const rows = [...body.rows];
        const numbers = rows.every((row) => !Number.isNaN(Number(key(row))));
        const compare = numbers ? (a, b) => Number(key(a)) - Number(key(b))
          : (a, b) => key(a).localeCompare(key(b), 'en', { numeric: true });
        rows.sort(down ? (a, b) => compare(b, a) : compare);
        body.append(...rows);
      });
    });
  }

  /** A slider that counts anew what a threshold finds, and judges the rows of the table of all pictures by it. */
  function slider(place) {
    const list = (name) => place.dataset[name].split(' ').filter((text) => text !== '').map(Number);
    const good = list('good');
    const defective = list('defective');
    const normal = list('normal');
    const chosen = Number(place.dataset.threshold);
    const review = Number(place.dataset.review);
    const all = [...good, ...defective, ...normal, chosen];
    const low = all.reduce((a, b) => Math.min(a, b));
    const high = all.reduce((a, b) => Math.max(a, b));
    const input = place.querySelector('input');
    const output = place.querySelector('output');
    const rows = [...document.querySelectorAll('tr[data-score]')];
    input.min = low;
    input.max = high;
    input.step = 'any';

    function move(threshold) {
      const above = (scores) => scores.filter((score) => score > threshold).length;
      const parts = [`Threshold ${threshold.toPrecision(4)}`];
      if (defective.length > 0) {
        parts.push(`${above(defective)} of ${defective.length} defects found (${percent(above(defective) / defective.length)})`);
      }
      if (good.length > 0) {
        parts.push(`${above(good)} of ${good.length} good pictures raise a false alarm (${percent(above(good) / good.length)})`);
      }
      // Rounded up, so that no more is promised than holds.
      const expected = Math.ceil((above(normal) + 1) / (normal.length + 1) * 1000 - 1e-9) / 1000;
      parts.push(`of new good pictures at most ${percent(expected)} are expected to`);
      output.textContent = `${parts.join('; ')}.`;
      rows.forEach((row) => {
        const score = Number(row.dataset.score);
        const verdict = score > threshold ? 'defect' : score > review ? 'review' : 'ok';
        const cell = row.querySelector('.now');
        cell.textContent = verdict;
        row.classList.toggle('changed', verdict !== cell.dataset.was);
      });
    }

    input.addEventListener('input', () => move(Number(input.value)));
    place.querySelector('button').addEventListener('click', () => {
      input.value = chosen;
      move(chosen);
    });
    input.value = chosen;
    move(chosen);
    place.hidden = false;
  }

  document.querySelectorAll('table.pictures').forEach(sortable);
  document.querySelectorAll('#slider').forEach(slider);
})();
