(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('data').textContent);
  var scroll = document.getElementById('scroll');
  var sheet = document.getElementById('sheet');
  var over = document.getElementById('over');
  var cursor = document.getElementById('cursor');
  var readout = document.getElementById('at');
  var events = Array.prototype.slice.call(document.querySelectorAll('.events button'));
  var byTime = events.slice().sort(function (one, other) { return time(one) - time(other); });
  var zoom = 1;
  var chosen = -1;

  if (data.panels.length > 1) { document.body.classList.add('compare'); }

  function time(event) { return Number(event.dataset.at); }

  function state(panel, at) {
    var looks = panel.nodes.map(function () { return ''; });
    var until = panel.nodes.map(function () { return 0; });
    panel.changes.forEach(function (change) {
      if (change[0] <= at) {
        looks[change[1]] = change[2] + (change[3] ? ' vip' : '') + (change[4] ? ' leads' : '');
      }
    });
    panel.leases.forEach(function (lease) {
      if (lease[0] <= at) { until[lease[1]] = lease[2]; }
    });
    var words = panel.nodes.map(function (node, i) {
      var left = until[i] - at;
      return node + ' ' + looks[i] + (left > 0 ? ' ' + (left / 1000).toFixed(1) + ' s left' : '');
    });
    var bar = Math.min(panel.acks.length - 1, Math.floor(at / panel.bar));
    var perSecond = 1000 / panel.bar;
    words.push(Math.round(panel.acks[bar] * perSecond) + ' writes/s'
      + (panel.errors[bar] ? ', ' + Math.round(panel.errors[bar] * perSecond) + ' fail' : ''));
    var name = data.panels.length > 1 ? panel.name + ': ' : '';
    return name + (at > panel.end ? 'over' : words.join(' \u00b7 '));
  }

  function show(at) {
    cursor.style.display = 'block';
    cursor.style.left = (100 * at / data.end) + '%';
    var lines = data.panels.map(function (panel) { return state(panel, at); });
    readout.textContent = (at / 1000).toFixed(3) + ' s \u2014 ' + lines.join('\n');
  }

  function mark(event, on) {
    var line = document.getElementById('m-' + event.dataset.panel + '-' + event.dataset.mark);
    event.classList.toggle('on', on);
    if (line) { line.classList.toggle('on', on); }
  }

  function only(event) {
    events.forEach(function (each) { mark(each, each === event); });
  }

  function choose(event) {
    chosen = byTime.indexOf(event);
    only(event);
    show(time(event));
  }

  function centre(at) {
    var track = over.clientWidth;
    scroll.scrollLeft = track * at / data.end - (scroll.clientWidth - over.offsetLeft) / 2;
  }

  function setZoom(wanted, at) {
    zoom = Math.max(1, Math.min(256, wanted));
    document.documentElement.style.setProperty('--zoom', zoom);
    centre(at);
  }

  function middle() {
    var seen = scroll.scrollLeft + (scroll.clientWidth - over.offsetLeft) / 2;
    return data.end * seen / Math.max(1, over.clientWidth);
  }

  function pointed(pointer) {
    var box = over.getBoundingClientRect();
    var share = Math.max(0, Math.min(1, (pointer.clientX - box.left) / box.width));
    var at = share * data.end;
    var panel = pointer.target.closest('.panel');
    var near = 7 * data.end / box.width;
    var nearest = null;
    byTime.forEach(function (event) {
      var far = Math.abs(time(event) - at);
      var mine = !panel || event.dataset.panel === panel.dataset.panel;
      if (mine && far <= near) { nearest = event; near = far; }
    });
    only(nearest);
    show(at);
    return nearest;
  }

  events.forEach(function (event) {
    event.addEventListener('mouseenter', function () { choose(event); });
    event.addEventListener('focus', function () { choose(event); });
    event.addEventListener('click', function () {
      choose(event);
      centre(time(event));
      scroll.scrollIntoView({ block: 'nearest' });
    });
  });
  sheet.addEventListener('mousemove', pointed);
  sheet.addEventListener('click', function (pointer) {
    var event = pointed(pointer);
    if (event) { event.scrollIntoView({ block: 'nearest' }); }
  });
  scroll.addEventListener('keydown', function (key) {
    var step = key.key === 'ArrowRight' ? 1 : key.key === 'ArrowLeft' ? -1 : 0;
    if (step && byTime.length) {
      chosen = Math.max(0, Math.min(byTime.length - 1, chosen + step));
      choose(byTime[chosen]);
      centre(time(byTime[chosen]));
      key.preventDefault();
    }
    if (key.key === '+' || key.key === '=') { setZoom(zoom * 2, middle()); }
    if (key.key === '-') { setZoom(zoom / 2, middle()); }
  });
  document.getElementById('in').addEventListener('click', function () {
    setZoom(zoom * 2, middle());
  });
  document.getElementById('out').addEventListener('click', function () {
    setZoom(zoom / 2, middle());
  });
  document.getElementById('fit').addEventListener('click', function () { setZoom(1, 0); });
  document.getElementById('worst').addEventListener('click', function () {
    var first = data.worst;
    var length = Math.max(200, first[1] - first[0]);
    var at = (first[0] + first[1]) / 2;
    setZoom(data.end / (3 * length), at);
    show(first[0]);
  });
}());
