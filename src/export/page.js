/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything is there without it: it only lights up, and hides what was not asked for. */
(() => {
  const every = selector => [...document.querySelectorAll(selector)];
  const passages = every('article');
  const tell = document.getElementById('tell'), clear = document.getElementById('clear');
  const pan = document.querySelector('.pan');

  /* Leaves the passages that pass, and says how many of what. */
  const show = (test, what) => {
    let n = 0;
    passages.forEach(passage => {
      passage.hidden = !test(passage);
      n += !passage.hidden;
    });
    tell.textContent = what ? n + (n === 1 ? ' passage' : ' passages') + ': ' + what : '';
    clear.hidden = !what;
    const { top, bottom } = tell.parentNode.getBoundingClientRect();
    if (what && (top < 0 || bottom > innerHeight * .7)) tell.parentNode.scrollIntoView();
  };

  const light = elements => {
    every('.on').forEach(e => {
      e.classList.remove('on');
      e.removeAttribute('aria-current');
    });
    elements.forEach(e => {
      e.classList.add('on');
      e.setAttribute('aria-current', 'true');
    });
  };

  const ofPlace = id => every('[data-place="' + id + '"]');

  const reset = () => {
    light([]);
    show(() => true, '');
  };

  const choose = target => {
    if (target === clear) {
      reset();
    } else if (target.dataset.place) {
      const id = target.dataset.place;
      const entry = document.querySelector('ul.places [data-place="' + id + '"]');
      light(ofPlace(id));
      if (entry) entry.scrollIntoView({ block: 'nearest' });
      show(p => p.dataset.places.split(' ').includes(id), entry ? entry.dataset.name : '');
    } else {
      const first = +target.dataset.first, last = +target.dataset.last;
      light([target]);
      show(p => p.dataset.from && +p.dataset.from <= last && first <= +p.dataset.to,
           target.dataset.name);
    }
  };

  const chosen = event => {
    const target = event.target.closest('[data-place],[data-first],#clear');
    if (event.type === 'keydown' && event.key === 'Escape') reset();
    if (!target || (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    choose(target);
  };
  document.addEventListener('click', chosen);
  document.addEventListener('keydown', chosen);

  /* A passage under the pointer lights its places on the map. */
  passages.forEach(passage => {
    const lit = on => () => passage.dataset.places.split(' ').forEach(
      id => every('svg [data-place="' + id + '"]').forEach(e => e.classList.toggle('on', on)));
    passage.addEventListener('mouseenter', lit(true));
    passage.addEventListener('mouseleave', lit(false));
  });

  if (pan) pan.scrollLeft = (pan.scrollWidth - pan.clientWidth) / 2;
})();
